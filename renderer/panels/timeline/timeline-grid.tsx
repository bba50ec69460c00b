import { useElementSize } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { RunId, StepId } from '../../../engine/base/ids.ts';
import { timelineAxis } from './timeline-axis.ts';
import { TimelineLine } from './timeline-line.tsx';
import { TimelineRuler } from './timeline-ruler.tsx';
import type { TimelineRow } from './timeline-rows.ts';
import styles from './timeline.module.css';

const ROW_PX = 28;

interface GridProps {
  readonly rows: readonly TimelineRow[];
  readonly startUs: number;
  readonly endUs: number;
  readonly nowUs: number;
  /** Keeps the last row in view until one scrolls away from it. */
  readonly follows: boolean;
  readonly selected: StepId | null;
  readonly onSelect: (stepId: StepId) => void;
  readonly onOpen: (stepId: StepId) => void;
  readonly onOpenRun: (runId: RunId) => void;
}

/** Rows by steps, times across. One row takes the focus: arrow keys walk, Enter opens its details. */
export function TimelineGrid(props: GridProps) {
  const { rows, startUs, endUs, selected } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const { ref: axisRef, width } = useElementSize();
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [current, setCurrent] = useState<string | null>(null);
  const axis = useMemo(
    () => timelineAxis({ rows, startUs, endUs, widthPx: Math.max(width, 80), opened }),
    [rows, startUs, endUs, width, opened],
  );
  // The virtualizer keeps its own state and re-renders through it; the compiler's memoisation is not in use here.
  // oxlint-disable-next-line hooks/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  });
  useFollowing(props.follows, rows.length, scroller);

  const currentIndex = indexOfCurrent(rows, current, selected);
  const go = (index: number) => {
    const row = rows[Math.min(Math.max(index, 0), rows.length - 1)];
    if (row === undefined) return;
    setCurrent(row.key);
    props.onSelect(row.stepId);
    virtual.scrollToIndex(rows.indexOf(row));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const move = { ArrowDown: currentIndex + 1, ArrowUp: currentIndex - 1, Home: 0, End: rows.length - 1 }[event.key];
    const row = rows[currentIndex];
    if (move !== undefined) go(move);
    else if (event.key === 'Enter' && event.target === event.currentTarget && row !== undefined) props.onOpen(row.stepId);
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={scroller}
      className={styles.scroller}
      role="grid"
      tabIndex={0}
      aria-label="Steps of the run"
      aria-rowcount={rows.length + 1}
      aria-activedescendant={rows[currentIndex] === undefined ? undefined : rowId(rows[currentIndex].key)}
      onKeyDown={onKeyDown}
    >
      <TimelineRuler axis={axis} axisRef={axisRef} opened={opened.size > 0} onFoldAll={() => setOpened(new Set())} />
      <div className={styles.rows} role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(place => {
          const row = rows[place.index];
          if (row === undefined) return null;
          return (
            <TimelineLine
              key={row.key}
              id={rowId(row.key)}
              row={row}
              axis={axis}
              nowUs={props.nowUs}
              topPx={place.start}
              index={place.index}
              selected={row.stepId === selected}
              current={place.index === currentIndex}
              onPick={() => {
                setCurrent(row.key);
                props.onOpen(row.stepId);
              }}
              onOpenGap={() => setOpened(new Set([...opened, row.key]))}
              onOpenRun={props.onOpenRun}
            />
          );
        })}
      </div>
    </div>
  );
}

const rowId = (key: string): string => `timeline-${key.replace(' ', '-')}`;

/** The row that was walked to while it is of the selected step, else that step's last one, else the first. */
function indexOfCurrent(rows: readonly TimelineRow[], current: string | null, selected: StepId | null): number {
  const walked = rows.findIndex(row => row.key === current && (selected === null || row.stepId === selected));
  if (walked >= 0) return walked;
  return Math.max(
    0,
    rows.findLastIndex(row => row.stepId === selected),
  );
}

/** Scrolls to the end as rows come, as long as the end was in view before they came. */
function useFollowing(follows: boolean, count: number, scroller: { readonly current: HTMLDivElement | null }): void {
  const wasAtEnd = useRef(true);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const note = () => {
      wasAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < ROW_PX;
    };
    element.addEventListener('scroll', note, { passive: true });
    return () => element.removeEventListener('scroll', note);
  }, [scroller]);
  useEffect(() => {
    if (follows && wasAtEnd.current) scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  }, [follows, count, scroller]);
}
