import { Button, Select } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import { RunId } from '../../../engine/base/ids.ts';
import type { Comparison } from '../../../engine/contract/comparison-address.ts';
import type { RunSummary } from '../../../engine/trace/run-summary.ts';
import type { ComparedRuns } from '../../state/compare-slice.ts';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatDate } from '../../ui/format-date.ts';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { useNowUs } from '../../ui/use-now.ts';
import { STATUS_WORDS } from '../runs/run-sentence.ts';
import { CompareHead } from './compare-head.tsx';
import { RunsView } from './runs-view.tsx';
import { useRead } from './use-read.ts';
import styles from './compare.module.css';

/** Two runs side by side; each side can be another run of its flow. */
export function RunsPage({ comparison }: { comparison: Extract<Comparison, { kind: 'runs' }> }) {
  const { a, b } = comparison;
  const readComparedRuns = useStudio(studio => studio.readComparedRuns);
  // A run that goes on is compared again with each of its steps.
  const runs = useStudio(studio => studio.runs);
  const states = useMemo(
    () =>
      (runs ?? [])
        .filter(({ runId }) => runId === a || runId === b)
        .map(({ status }) => status)
        .join(),
    [runs, a, b],
  );
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the states say when it is to be read again
  const read = useRead(
    useCallback(() => readComparedRuns(a, b), [readComparedRuns, a, b]),
    states,
  );
  const compared = read.kind === 'here' ? read.value : null;
  const showSide = useStudio(studio => studio.showSide);
  const exportComparison = useStudio(studio => studio.exportComparison);
  return (
    <article className={styles.page} data-place="compare" aria-label="Comparison of two runs">
      <CompareHead
        comparison={comparison}
        a={<RunChoice label="Run A" runId={a} compared={compared} onPick={runId => ({ ...comparison, a: runId })} />}
        b={<RunChoice label="Run B" runId={b} compared={compared} onPick={runId => ({ ...comparison, b: runId })} />}
        onExport={compared === null ? undefined : () => void exportComparison(compared)}
      />
      {read.kind === 'under-way' ? (
        <LateSkeleton lines={8} />
      ) : read.kind === 'trouble' ? (
        <EmptyState
          sentence={`${read.sentence} Tick two runs in the list of runs to compare them.`}
          action={
            <Button variant="default" onClick={() => showSide('runs')}>
              Show the runs
            </Button>
          }
        />
      ) : (
        <div className={styles.body}>
          <RunsView runs={read.value} />
        </div>
      )}
    </article>
  );
}

interface RunChoiceProps {
  readonly label: string;
  readonly runId: RunId;
  readonly compared: ComparedRuns | null;
  /** The comparison with another run on this side. */
  readonly onPick: (runId: RunId) => Comparison;
}

function RunChoice({ label, runId, compared, onPick }: RunChoiceProps) {
  const runs = useStudio(studio => studio.runs);
  const change = useStudio(studio => studio.changeComparison);
  const nowUs = useNowUs(true, 30_000);
  const words = (run: Pick<RunSummary, 'versionNo' | 'status' | 'createdAtUs'>) =>
    `${run.versionNo === null ? 'Draft' : `Version ${String(run.versionNo)}`}, ${STATUS_WORDS[run.status].toLowerCase()}, ${formatDate(run.createdAtUs, { nowUs })}`;
  const own = compared === null ? null : [compared.a.run, compared.b.run].find(run => run.runId === runId);
  const listed = (runs ?? []).map(run => ({ value: run.runId, label: words(run) }));
  const missing = listed.some(({ value }) => value === runId)
    ? []
    : [{ value: runId, label: own === null || own === undefined ? runId : words({ ...own, status: own.state.status }) }];
  return (
    <Select
      size="xs"
      aria-label={label}
      className={styles.choice ?? ''}
      data={[...missing, ...listed]}
      value={runId}
      allowDeselect={false}
      comboboxProps={{ width: 300 }}
      onChange={picked => {
        const other = RunId.safeParse(picked).data;
        if (other !== undefined && other !== runId) change(onPick(other));
      }}
    />
  );
}
