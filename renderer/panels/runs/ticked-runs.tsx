import { Button } from '@mantine/core';
import type { RunId } from '../../../engine/base/ids.ts';
import { useStudio } from '../../state/studio.ts';
import styles from './ticked-runs.module.css';

/** Says how many runs are ticked for comparing, and compares two; nothing while none is. */
export function TickedRuns() {
  const ticked = useStudio(studio => studio.tickedRuns);
  const runs = useStudio(studio => studio.runs);
  const openComparison = useStudio(studio => studio.openComparison);
  // The older one is the one that was there before: it stands on the left.
  const [a, b] = ticked.toSorted((one, other) => atOf(one) - atOf(other));
  function atOf(runId: RunId): number {
    return runs?.find(run => run.runId === runId)?.createdAtUs ?? 0;
  }
  if (a === undefined) return null;
  return (
    <div className={styles.bar} role="status">
      <span>{b === undefined ? 'Tick another run to compare.' : 'Two runs ticked.'}</span>
      {b !== undefined && (
        <Button size="compact-sm" onClick={() => openComparison({ kind: 'runs', a, b })}>
          Compare
        </Button>
      )}
    </div>
  );
}

/** Takes a run into the comparison, or out of it. */
export function RunTick({ runId, name }: { runId: RunId; name: string }) {
  const isTicked = useStudio(studio => studio.tickedRuns.includes(runId));
  const tickRun = useStudio(studio => studio.tickRun);
  return (
    <input
      type="checkbox"
      className={styles.tick}
      aria-label={`Compare: ${name}`}
      title="Tick two runs to compare them"
      checked={isTicked}
      onChange={() => tickRun(runId)}
    />
  );
}
