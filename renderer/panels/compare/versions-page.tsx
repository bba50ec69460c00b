import { Select } from '@mantine/core';
import { useCallback } from 'react';
import type { FlowRef } from '../../../engine/contract/versions.ts';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { CompareHead } from './compare-head.tsx';
import { readRef, refText, refWords, type Comparison } from './comparison-subject.ts';
import { OnPacket } from './on-packet.tsx';
import { useRead } from './use-read.ts';
import { VersionsView } from './versions-view.tsx';
import styles from './compare.module.css';

export type VersionComparison = Extract<Comparison, { kind: 'versions' }>;

/** Two versions side by side: their drawings, or what both did on one packet. */
export function VersionsPage({ comparison }: { comparison: VersionComparison }) {
  const { a, b, packetId } = comparison;
  const packets = useStudio(studio => studio.packets);
  const change = useStudio(studio => studio.changeComparison);
  const title = packets?.find(packet => packet.packetId === packetId)?.title ?? packetId;
  const choices = [
    { value: DRAWINGS, label: 'The drawings' },
    ...(packets ?? []).map(packet => ({ value: `packet ${packet.packetId}`, label: `Both on “${packet.title}”` })),
  ];
  return (
    <article className={styles.page} data-place="compare" aria-label="Comparison of two versions">
      <CompareHead
        a={<VersionChoice label="Version A" at={a} onPick={ref => ({ ...comparison, a: ref })} />}
        b={<VersionChoice label="Version B" at={b} onPick={ref => ({ ...comparison, b: ref })} />}
        hasSwitch={packetId !== null}
        what={
          <Select
            size="xs"
            aria-label="Compare what"
            className={styles.whatChoice ?? ''}
            data={
              packetId === null || choices.some(({ value }) => value === `packet ${packetId}`)
                ? choices
                : [...choices, { value: `packet ${packetId}`, label: `Both on “${title ?? ''}”` }]
            }
            value={packetId === null ? DRAWINGS : `packet ${packetId}`}
            allowDeselect={false}
            comboboxProps={{ width: 300 }}
            onChange={picked => {
              const packet = packets?.find(one => `packet ${one.packetId}` === picked);
              if (picked === DRAWINGS || packet !== undefined) change({ ...comparison, packetId: packet?.packetId ?? null });
            }}
          />
        }
      />
      {packetId === null ? <Drawings comparison={comparison} /> : <OnPacket a={a} b={b} packetId={packetId} />}
    </article>
  );
}

const DRAWINGS = 'drawings';

function Drawings({ comparison: { a, b } }: { comparison: VersionComparison }) {
  const readVersion = useStudio(studio => studio.readVersion);
  const diffVersions = useStudio(studio => studio.diffVersions);
  const [flowA, noA, flowB, noB] = [a.flowId, a.versionNo, b.flowId, b.versionNo];
  const read = useRead(
    useCallback(async () => {
      const [refA, refB] = [
        { flowId: flowA, versionNo: noA },
        { flowId: flowB, versionNo: noB },
      ];
      const [was, is, diff] = await Promise.all([readVersion(refA), readVersion(refB), diffVersions(refA, refB)]);
      return { was: was.flow, is: is.flow, diff };
    }, [readVersion, diffVersions, flowA, noA, flowB, noB]),
  );
  if (read.kind === 'under-way') return <LateSkeleton lines={8} />;
  if (read.kind === 'trouble') return <EmptyState sentence={read.sentence} />;
  return <VersionsView was={read.value.was} is={read.value.is} diff={read.value.diff} names={[refWords(a), refWords(b)]} />;
}

function VersionChoice({ label, at, onPick }: { label: string; at: FlowRef; onPick: (ref: FlowRef) => Comparison }) {
  const history = useStudio(studio => studio.history);
  const change = useStudio(studio => studio.changeComparison);
  const own = history?.flowId === at.flowId ? history.versions : [];
  const refs: readonly FlowRef[] = [
    { flowId: at.flowId, versionNo: null },
    ...own.map(({ versionNo }) => ({ flowId: at.flowId, versionNo })),
  ];
  const all = refs.some(ref => ref.versionNo === at.versionNo) ? refs : [...refs, at];
  return (
    <Select
      size="xs"
      aria-label={label}
      className={styles.choice ?? ''}
      data={all.map(ref => ({ value: refText(ref), label: refWords(ref) }))}
      value={refText(at)}
      allowDeselect={false}
      onChange={picked => {
        const ref = readRef(picked ?? '');
        if (ref !== null && refText(ref) !== refText(at)) change(onPick(ref));
      }}
    />
  );
}
