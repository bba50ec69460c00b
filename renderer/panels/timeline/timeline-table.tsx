import { Button } from '@mantine/core';
import { useState, type Ref } from 'react';
import type { StepId } from '../../../engine/base/ids.ts';
import { countOf, formatCount } from '../../ui/format-count.ts';
import { formatDuration } from '../../ui/format-duration.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { MARK_WORDS } from '../runs/step-mark.ts';
import type { TimelineRow } from './timeline-rows.ts';
import { TimelineFilter, type FilterProps } from './timeline-filter.tsx';
import styles from './timeline.module.css';

const PAGE = 50;

interface TableProps extends FilterProps {
  readonly rows: readonly TimelineRow[];
  readonly startUs: number;
  readonly nowUs: number;
  readonly critical: ReadonlyMap<string, number>;
  readonly selected: StepId | null;
  readonly tableRef: Ref<HTMLDivElement>;
  readonly onOpen: (stepId: StepId) => void;
}

/** What the bars say, as a table in words and figures: to be read aloud, or copied. Fifty rows at a time. */
export function TimelineTable({ rows, startUs, nowUs, critical, selected, tableRef, onOpen, ...filter }: TableProps) {
  const [asked, setPage] = useState(0);
  const pages = Math.max(1, Math.ceil(rows.length / PAGE));
  const page = Math.min(asked, pages - 1);
  const shown = rows.slice(page * PAGE, (page + 1) * PAGE);
  return (
    <div className={styles.tableScroller} ref={tableRef} tabIndex={0} role="region" aria-label="Steps of the run, as a table">
      <div className={styles.tableHead}>
        <TimelineFilter {...filter} />
        <span>{countOf(rows.length, 'row')}</span>
        {pages > 1 && (
          <>
            <Button variant="default" size="compact-xs" disabled={page === 0} onClick={() => setPage(page - 1)}>
              Rows before
            </Button>
            <span>
              {page * PAGE + 1} to {page * PAGE + shown.length}
            </span>
            <Button variant="default" size="compact-xs" disabled={page === pages - 1} onClick={() => setPage(page + 1)}>
              Rows after
            </Button>
          </>
        )}
      </div>
      <table className={styles.table}>
        <thead>
          <tr>
            {['Step', 'State', 'Began after', 'Took', 'Waited', 'Attempts', 'Tokens', 'Cost', 'Critical path'].map(title => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map(row => (
            <tr key={row.key} data-selected={row.stepId === selected || undefined}>
              <th scope="row">
                <button type="button" className={styles.source} onClick={() => onOpen(row.stepId)}>
                  {row.title}
                </button>
                {row.visit > 1 && `, visit ${row.visit}`}
                {row.simulated && ', simulated'}
              </th>
              <td>{MARK_WORDS[row.mark]}</td>
              <td>{formatDuration((row.spans[0]?.fromUs ?? startUs) - startUs)}</td>
              <td>{row.durationUs === null ? 'goes on' : formatDuration(row.durationUs)}</td>
              <td>{waitedWords(row, nowUs)}</td>
              <td>{row.attempts}</td>
              <td>{row.tokens === null || row.tokens === 0 ? '–' : formatCount(row.tokens)}</td>
              <td>{row.mark === 'reused' || row.mark === 'pinned' || row.costMicroUsd === null ? '–' : formatMoney(row.costMicroUsd)}</td>
              <td>{criticalWords(critical.get(row.key))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function waitedWords(row: TimelineRow, nowUs: number): string {
  const us = row.spans.reduce((sum, span) => (span.kind === 'work' ? sum : sum + (span.toUs ?? nowUs) - span.fromUs), 0);
  return us === 0 ? '–' : formatDuration(us);
}

const criticalWords = (share: number | undefined): string =>
  share === undefined ? 'no' : `yes, ${Math.max(1, Math.round(share * 100))} %`;
