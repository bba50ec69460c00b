import { Button } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { RunId } from '../../../engine/base/ids.ts';
import type { RunSummary } from '../../../engine/trace/run-summary.ts';
import { useNowUs } from '../../ui/use-now.ts';
import styles from './all-runs.module.css';
import { RUN_ROW_PX, RunRow } from './run-row.tsx';

interface RunRowsProps {
  readonly runs: readonly RunSummary[];
  readonly ticked: ReadonlySet<RunId>;
  readonly isBusy: boolean;
  /** Why it does not go on, as a sentence. */
  readonly trouble: string | null;
  readonly onTick: (runId: RunId) => void;
  readonly onPacket: (packet: string) => void;
  /** The end of what is known comes into view. */
  readonly onMore: () => void;
}

/** The rows of the list; only what is in view is drawn. */
export function RunRows({ runs, ticked, isBusy, trouble, onTick, onPacket, onMore }: RunRowsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const nowUs = useNowUs(true, 30_000);
  // What the virtualizer gives is used in this component alone, so nothing that a compiler keeps goes stale.
  // oxlint-disable-next-line hooks/incompatible-library
  const rows = useVirtualizer({
    count: runs.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => RUN_ROW_PX,
    overscan: 8,
    getItemKey: index => runs[index]?.runId ?? index,
    onChange: ({ range }) => {
      if (range !== null && range.endIndex >= runs.length - 10) onMore();
    },
  });
  return (
    <div ref={scroller} className={styles.scroller}>
      <div role="list" aria-label="Runs" aria-busy={isBusy} className={styles.rows} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(item => {
          const run = runs[item.index];
          return run === undefined ? null : (
            <RunRow
              key={item.key}
              run={run}
              topPx={item.start}
              nowUs={nowUs}
              isTicked={ticked.has(run.runId)}
              onTick={() => onTick(run.runId)}
              onPacket={onPacket}
            />
          );
        })}
      </div>
      {trouble !== null && (
        <p className={styles.trouble} role="alert">
          {trouble}{' '}
          <Button variant="default" size="compact-sm" onClick={onMore}>
            Go on
          </Button>
        </p>
      )}
    </div>
  );
}
