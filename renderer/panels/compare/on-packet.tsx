import { Button } from '@mantine/core';
import { useCallback, useState } from 'react';
import type { PacketId, RunId } from '../../../engine/base/ids.ts';
import { comparisonSubject } from '../../../engine/contract/comparison-address.ts';
import type { FlowRef } from '../../../engine/contract/versions.ts';
import { failureSentence } from '../../bridge/failure-sentence.ts';
import type { VersionOnPacket } from '../../state/compare-slice.ts';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { planSentence } from '../plan/plan-marks.ts';
import { comparisonTab, refWords } from './comparison-tab.ts';
import { RunsView } from './runs-view.tsx';
import { useComparedRuns } from './use-compared-runs.ts';
import { useRead } from '../../bridge/use-read.ts';
import styles from './compare.module.css';

/** What two versions did on one packet; a version that has not run on it says what its run would do, and is run from here. */
export function OnPacket({ a, b, packetId }: { a: FlowRef; b: FlowRef; packetId: PacketId }) {
  const readVersionOnPacket = useStudio(studio => studio.readVersionOnPacket);
  const news = useStudio(studio => studio.comparedNews);
  const [flowA, noA, flowB, noB] = [a.flowId, a.versionNo, b.flowId, b.versionNo];
  const read = useRead(
    useCallback(
      () =>
        Promise.all([
          readVersionOnPacket({ flowId: flowA, versionNo: noA }, packetId),
          readVersionOnPacket({ flowId: flowB, versionNo: noB }, packetId),
        ]),
      [readVersionOnPacket, flowA, noA, flowB, noB, packetId],
    ),
    // Another run may be the one that was missing.
    news,
  );
  if (read.kind === 'under-way') return <LateSkeleton lines={6} />;
  if (read.kind === 'trouble') return <EmptyState sentence={read.sentence} />;
  const [onA, onB] = read.value;
  if (onA.run === null || onB.run === null)
    return (
      <div className={styles.body}>
        {[onA, onB].map((on, index) => (
          <OneSide key={index} name={index === 0 ? 'A' : 'B'} at={index === 0 ? a : b} on={on} packetId={packetId} />
        ))}
      </div>
    );
  return <BothSides a={onA.run.runId} b={onB.run.runId} />;
}

function BothSides({ a, b }: { a: RunId; b: RunId }) {
  const exportComparison = useStudio(studio => studio.exportComparison);
  const openTab = useStudio(studio => studio.openTab);
  const read = useComparedRuns(a, b);
  if (read.kind === 'under-way') return <LateSkeleton lines={6} />;
  if (read.kind === 'trouble') return <EmptyState sentence={read.sentence} />;
  const runs = read.value;
  return (
    <div className={styles.body}>
      <div className={styles.opens}>
        <Button size="compact-sm" variant="default" onClick={() => void exportComparison(runs)}>
          Export
        </Button>
        <button
          type="button"
          className={styles.link}
          title={comparisonSubject({ kind: 'runs', a, b })}
          onClick={() => openTab(comparisonTab({ kind: 'runs', a, b }))}
        >
          Open as a comparison of these two runs
        </button>
      </div>
      <RunsView runs={runs} />
    </div>
  );
}

function OneSide({ name, at, on, packetId }: { name: string; at: FlowRef; on: VersionOnPacket; packetId: PacketId }) {
  const runVersion = useStudio(studio => studio.runVersion);
  const runsChanged = useStudio(studio => studio.runsChanged);
  const [state, setState] = useState<'rests' | 'starts' | { readonly trouble: string }>('rests');
  const start = () => {
    setState('starts');
    runVersion(at, packetId).then(
      () => runsChanged(null),
      (error: unknown) => setState({ trouble: failureSentence(error) }),
    );
  };
  return (
    <section className={styles.divergence} aria-label={`${name}: ${refWords(at)}`}>
      <p className={styles.kicker}>
        {name} · {refWords(at)}
      </p>
      {on.run !== null ? (
        <p className={styles.sentence}>It has run on this packet.</p>
      ) : (
        <>
          <p className={styles.sentence}>It has not run on this packet. A run would be: {planSentence(on.plan)}</p>
          <Button size="compact-sm" loading={state === 'starts'} onClick={start}>
            Run {refWords(at).toLowerCase()}
          </Button>
        </>
      )}
      {typeof state !== 'string' && (
        <p className={styles.trouble} role="alert">
          {state.trouble}
        </p>
      )}
    </section>
  );
}
