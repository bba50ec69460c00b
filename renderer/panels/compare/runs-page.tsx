import { Button, Select } from '@mantine/core';
import { useCallback } from 'react';
import { RunId, type FlowId } from '../../../engine/base/ids.ts';
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
import { useComparedRuns } from './use-compared-runs.ts';
import { useRead } from '../../bridge/use-read.ts';
import styles from './compare.module.css';

/** Two runs side by side; each side can be another run of its flow. */
export function RunsPage({ comparison }: { comparison: Extract<Comparison, { kind: 'runs' }> }) {
  const { a, b } = comparison;
  const read = useComparedRuns(a, b);
  const compared = read.kind === 'here' ? read.value : null;
  const showSide = useStudio(studio => studio.showSide);
  const exportComparison = useStudio(studio => studio.exportComparison);
  return (
    <article className={styles.page} data-place="compare" aria-label="Comparison of two runs">
      <CompareHead
        comparison={comparison}
        a={
          <RunChoice
            label="Run A"
            runId={a}
            compared={compared}
            flowId={compared?.a.run.flowId ?? null}
            onPick={runId => ({ ...comparison, a: runId })}
          />
        }
        b={
          <RunChoice
            label="Run B"
            runId={b}
            compared={compared}
            flowId={compared?.b.run.flowId ?? null}
            onPick={runId => ({ ...comparison, b: runId })}
          />
        }
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
  /** Whose runs can be chosen; null until it is known. */
  readonly flowId: FlowId | null;
  /** The comparison with another run on this side. */
  readonly onPick: (runId: RunId) => Comparison;
}

function RunChoice({ label, runId, compared, flowId, onPick }: RunChoiceProps) {
  const readRunsOf = useStudio(studio => studio.readRunsOf);
  const change = useStudio(studio => studio.changeComparison);
  const nowUs = useNowUs(true, 30_000);
  const words = (run: Pick<RunSummary, 'versionNo' | 'status' | 'createdAtUs'>) =>
    `${run.versionNo === null ? 'Draft' : `Version ${String(run.versionNo)}`}, ${STATUS_WORDS[run.status].toLowerCase()}, ${formatDate(run.createdAtUs, { nowUs })}`;
  const own = compared === null ? null : [compared.a.run, compared.b.run].find(run => run.runId === runId);
  const readRuns = useCallback(() => (flowId === null ? Promise.resolve([]) : readRunsOf(flowId)), [readRunsOf, flowId]);
  const news = useStudio(studio => studio.comparedNews);
  const runs = useRead(readRuns, news);
  const listed = (runs.kind === 'here' ? runs.value : []).map(run => ({ value: run.runId, label: words(run) }));
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
