import { Select } from '@mantine/core';
import { useCallback } from 'react';
import type { Comparison } from '../../../engine/contract/comparison-address.ts';
import type { FlowRef } from '../../../engine/contract/versions.ts';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { CompareHead } from './compare-head.tsx';
import { refWords } from './comparison-tab.ts';
import { FilesView } from './files-view.tsx';
import { MatrixPage } from './matrix-page.tsx';
import { OnPacket } from './on-packet.tsx';
import { useRead } from '../../bridge/use-read.ts';
import { VersionChoice } from './version-choice.tsx';
import { VersionsView } from './versions-view.tsx';
import styles from './compare.module.css';

export type VersionComparison = Exclude<Comparison, { kind: 'runs' }>;

/** Two versions side by side: their drawings, their files, what both did on one packet, or on the whole test set. */
export function VersionsPage({ comparison }: { comparison: VersionComparison }) {
  const { a, b } = comparison;
  return (
    <article className={styles.page} data-place="compare" aria-label="Comparison of two versions">
      <CompareHead
        comparison={comparison}
        a={<VersionChoice label="Version A" at={a} other={b} onPick={ref => ({ ...comparison, a: ref })} />}
        b={<VersionChoice label="Version B" at={b} other={a} onPick={ref => ({ ...comparison, b: ref })} />}
        hasSwitch={comparison.kind !== 'versions' || comparison.packetId !== null}
        what={<WhatChoice comparison={comparison} />}
      />
      <Shown comparison={comparison} />
    </article>
  );
}

function Shown({ comparison }: { comparison: VersionComparison }) {
  const { a, b } = comparison;
  switch (comparison.kind) {
    case 'set':
      return <MatrixPage a={a} b={b} />;
    case 'json':
      return <Definitions a={a} b={b} as="files" />;
    case 'versions':
      return comparison.packetId === null ? (
        <Definitions a={a} b={b} as="drawings" />
      ) : (
        <OnPacket a={a} b={b} packetId={comparison.packetId} />
      );
  }
}

function WhatChoice({ comparison }: { comparison: VersionComparison }) {
  const packets = useStudio(studio => studio.packets);
  const change = useStudio(studio => studio.changeComparison);
  const { a, b } = comparison;
  const packetId = comparison.kind === 'versions' ? comparison.packetId : null;
  const listed = (packets ?? []).map(packet => ({ value: `packet ${packet.packetId}`, label: `Both on “${packet.title}”` }));
  const missing =
    packetId === null || listed.some(({ value }) => value === `packet ${packetId}`)
      ? []
      : [{ value: `packet ${packetId}`, label: `Both on “${packetId}”` }];
  const now = comparison.kind === 'versions' ? (packetId === null ? 'drawings' : `packet ${packetId}`) : comparison.kind;
  return (
    <Select
      size="xs"
      aria-label="Compare what"
      className={styles.whatChoice ?? ''}
      data={[
        { value: 'drawings', label: 'The drawings' },
        { value: 'json', label: 'The files, as JSON' },
        { value: 'set', label: 'Both on the whole test set' },
        ...listed,
        ...missing,
      ]}
      value={now}
      allowDeselect={false}
      comboboxProps={{ width: 300 }}
      onChange={picked => {
        const packet = packets?.find(one => `packet ${one.packetId}` === picked);
        if (picked === 'json' || picked === 'set') change({ kind: picked, a, b });
        else if (picked === 'drawings' || packet !== undefined) change({ kind: 'versions', a, b, packetId: packet?.packetId ?? null });
      }}
    />
  );
}

function Definitions({ a, b, as }: { a: FlowRef; b: FlowRef; as: 'drawings' | 'files' }) {
  const readVersion = useStudio(studio => studio.readVersion);
  const diffVersions = useStudio(studio => studio.diffVersions);
  const [flowA, noA, flowB, noB] = [a.flowId, a.versionNo, b.flowId, b.versionNo];
  // A draft that is drawn on is another one with each saving.
  const flows = useStudio(studio => (noA === null || noB === null ? studio.flows : null));
  const read = useRead(
    useCallback(async () => {
      const [refA, refB] = [
        { flowId: flowA, versionNo: noA },
        { flowId: flowB, versionNo: noB },
      ];
      const [was, is, diff] = await Promise.all([readVersion(refA), readVersion(refB), diffVersions(refA, refB)]);
      return { was: was.flow, is: is.flow, diff };
    }, [readVersion, diffVersions, flowA, noA, flowB, noB]),
    flows,
  );
  if (read.kind === 'under-way') return <LateSkeleton lines={8} />;
  if (read.kind === 'trouble') return <EmptyState sentence={read.sentence} />;
  const { was, is, diff } = read.value;
  const words = (ref: FlowRef, flowName: string) => (flowA === flowB ? refWords(ref) : `${flowName}, ${refWords(ref).toLowerCase()}`);
  const names = [words(a, was.name), words(b, is.name)] as const;
  return as === 'files' ? <FilesView was={was} is={is} names={names} /> : <VersionsView was={was} is={is} diff={diff} names={names} />;
}
