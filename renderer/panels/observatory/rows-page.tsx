import { Button, Progress } from '@mantine/core';
import { useEffect } from 'react';
import { FlowId, RunId, StepId } from '../../../engine/base/ids.ts';
import type { Json } from '../../../engine/base/json.ts';
import type { SearchedRows } from '../../state/row-search-slice.ts';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { countOf, formatCount } from '../../ui/format-count.ts';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { TryAgain } from '../../ui/try-again.tsx';
import styles from './observatory.module.css';
import { ResultTable } from './result-table.tsx';
import { RowFilter } from './row-filter.tsx';
import { useRowWords } from './row-words.ts';
import { useSaveCsv } from './use-save-csv.ts';

/** The ledger or the trace, newest row first, by words and by what its columns say; a row opens its run. */
export function RowsPage({ of }: { of: SearchedRows }) {
  const ask = useStudio(studio => studio.askRows);
  useEffect(() => ask(of, {}), [ask, of]);
  return (
    <div className={styles.page} data-place="observatory" data-fixed>
      <RowFilter of={of} />
      <FoundRows of={of} />
    </div>
  );
}

function FoundRows({ of }: { of: SearchedRows }) {
  const { columns, rows, before, written, status, trouble, question } = useStudio(studio => studio.rowSearches[of]);
  const goToStep = useStudio(studio => studio.goToStep);
  const moreRows = useStudio(studio => studio.moreRows);
  const stopRows = useStudio(studio => studio.stopRows);
  const askRows = useStudio(studio => studio.askRows);
  const saveCsv = useSaveCsv();
  const wordsOf = useRowWords();
  const open = (row: readonly Json[]): void => {
    const cell = (name: string): Json | undefined => row[columns.indexOf(name)];
    const place = { flowId: FlowId.safeParse(cell('flow_id')).data, runId: RunId.safeParse(cell('run_id')).data };
    const stepId = StepId.safeParse(cell('step_id')).data ?? StepId.parse('start');
    if (place.flowId !== undefined && place.runId !== undefined) void goToStep(place.flowId, place.runId, stepId);
  };
  if (trouble !== null) return <TryAgain sentence={trouble} onPress={() => askRows(of, {})} />;
  if (status === 'new') return <LateSkeleton lines={10} />;
  const isNarrowed = Object.entries(question).some(([, value]) => value !== undefined && value !== '');
  if (rows.length === 0 && status === 'resting' && before === null)
    return isNarrowed ? (
      <EmptyState
        sentence={`None of ${countOf(written, 'row')} fits.`}
        action={
          <Button
            variant="default"
            onClick={() =>
              askRows(of, {
                words: '',
                ...{ flowId: undefined, skill: undefined, kind: undefined, cache: undefined, status: undefined, contested: undefined },
              })
            }
          >
            Show all rows
          </Button>
        }
      />
    ) : (
      <EmptyState
        sentence={
          of === 'ledger'
            ? 'Each answer of a skill has a row here: what ran, what it saw, what it cost. Run a flow to see the first.'
            : 'Everything that happens in a run has a row here. Run a flow to see the first.'
        }
      />
    );
  const lookedAt = before === null ? written : written - before + 1;
  return (
    <>
      <ResultTable
        label={of === 'ledger' ? 'Rows of the ledger' : 'Rows of the trace'}
        columns={columns}
        rows={rows}
        wordsOf={wordsOf}
        onOpen={open}
      />
      <footer className={styles.foot} role="status">
        <span>
          {countOf(rows.length, 'row')} found{before === null ? '' : `, ${formatCount(lookedAt)} of ${formatCount(written)} looked at`}
        </span>
        {status === 'looking' ? (
          <>
            <Progress
              className={styles.progress}
              value={written === 0 ? 0 : (100 * lookedAt) / written}
              aria-label="How far the search came"
            />
            <Button size="compact-xs" variant="default" onClick={() => stopRows(of)}>
              Stop
            </Button>
          </>
        ) : (
          before !== null && (
            <Button size="compact-xs" variant="default" onClick={() => void moreRows(of)}>
              Look further back
            </Button>
          )
        )}
        <Button size="compact-xs" variant="subtle" onClick={() => saveCsv(of, columns, rows)}>
          Save as CSV
        </Button>
      </footer>
    </>
  );
}
