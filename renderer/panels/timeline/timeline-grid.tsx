import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type Ref, type RefObject } from 'react';
import type { RunId, StepId } from '../../../engine/base/ids.ts';
import type { DrawnLine } from './timeline-lines.ts';
import { TimelineLine } from './timeline-line.tsx';
import { TimelinePartLine } from './timeline-part-line.tsx';
import { TimelineGaps, TimelineMarks } from './timeline-marks.tsx';
import { TimelineRuler } from './timeline-ruler.tsx';
import { useRangeDrag } from './use-range-drag.ts';
import type { TimelineWindow } from './use-timeline-window.ts';
import styles from './timeline.module.css';

const ROW_PX = 28;
/** Rows drawn above and below those in view. */
const OVERSCAN = 3;
/** How much a notch of the wheel, of 100 pixels, zooms. */
const WHEEL_ZOOM = 1.2;
const MINUTE_US = 60_000_000;

export interface TimelineGridProps {
  readonly lines: readonly DrawnLine[];
  readonly time: TimelineWindow;
  readonly nowUs: number;
  readonly past: { readonly seq: number; readonly atUs: number } | null;
  /** By row, the share of the working time of those on the critical path. */
  readonly critical: ReadonlyMap<string, number>;
  readonly unfolded: ReadonlySet<string>;
  /** Keeps the last row in view as rows come. */
  readonly follows: boolean;
  readonly currentIndex: number;
  readonly selected: StepId | null;
  readonly sought: string;
  readonly gridRef: RefObject<HTMLDivElement | null>;
  readonly filterRef: Ref<HTMLInputElement>;
  readonly onSeek: (sought: string) => void;
  /** True once the last row is in view, false when one scrolls away from it. */
  readonly onFollow: (follows: boolean) => void;
  readonly onPick: (line: DrawnLine) => void;
  readonly onUnfold: (rowKey: string, isOpen: boolean) => void;
  readonly onOpenRun: (runId: RunId) => void;
}

/** Rows by steps, times across. The grid takes the focus; the timeline's commands move within it. */
export function TimelineGrid(props: TimelineGridProps) {
  const { lines, time, gridRef, currentIndex } = props;
  const { axis, range } = time;
  const axisRef = useRef<HTMLDivElement>(null);
  const drag = useRangeDrag(axis, axisRef, range, time.mark);
  // The virtualizer keeps its own state and re-renders through it; the compiler's memoisation is not in use here.
  // oxlint-disable-next-line hooks/incompatible-library
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => gridRef.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
  });
  useWheel(gridRef, axisRef, time);
  useEffect(() => {
    if (props.follows) gridRef.current?.scrollTo({ top: gridRef.current.scrollHeight });
  }, [props.follows, lines.length, gridRef]);
  const current = lines[currentIndex];
  const pastUs = props.past?.atUs ?? null;
  const inView = virtual.getVirtualItems();
  // A row that comes into view takes the elements of one that left it, and no element changes its place among the others.
  const slots = 2 ** Math.ceil(Math.log2(inView.length + 2));
  const drawn = inView.map(place => ({ ...place, slot: place.index % slots })).toSorted((a, b) => a.slot - b.slot);

  return (
    <div
      ref={gridRef}
      className={styles.scroller}
      role="grid"
      tabIndex={0}
      aria-label="Steps of the run"
      aria-rowcount={lines.length + 1}
      aria-activedescendant={current === undefined ? undefined : lineId(current.key)}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        props.onFollow(scrollHeight - scrollTop - clientHeight < ROW_PX);
      }}
      onPointerDown={event => {
        if (event.shiftKey && event.target instanceof Element && event.target.closest('[data-ruler]') === null) drag(event);
      }}
      onDoubleClick={() => {
        if (range !== null) time.show(range);
      }}
    >
      <TimelineRuler
        axis={axis}
        axisRef={axisRef}
        range={range}
        pastUs={pastUs}
        nowUs={props.nowUs}
        onOpenGap={time.openGap}
        onDrag={drag}
        sought={props.sought}
        fieldRef={props.filterRef}
        onSeek={props.onSeek}
        onLeave={() => gridRef.current?.focus()}
      />
      <div className={styles.rows} style={{ height: virtual.getTotalSize() }}>
        <TimelineGaps axis={axis} />
        <div role="rowgroup">
          {drawn.map(place => {
            const line = lines[place.index];
            if (line === undefined) return null;
            const { row, part } = line;
            const isOpen = (part ?? row.spans.at(-1))?.toUs === null;
            const shared = {
              id: lineId(line.key),
              axis,
              // What is over says `yesterday` at most: it is not drawn again for each tick of the clock.
              nowUs: isOpen ? props.nowUs : Math.floor(props.nowUs / MINUTE_US) * MINUTE_US,
              topPx: place.start,
              index: place.index,
              current: place.index === currentIndex,
              onPick: () => props.onPick(line),
            };
            if (part !== null) return <TimelinePartLine key={place.slot} {...shared} part={part} />;
            return (
              <TimelineLine
                key={place.slot}
                {...shared}
                row={row}
                isUnfolded={props.unfolded.has(row.key)}
                isFuture={props.past !== null && row.firstSeq > props.past.seq}
                criticalShare={props.critical.get(row.key) ?? null}
                selected={row.stepId === props.selected}
                onUnfold={isOpen => props.onUnfold(row.key, isOpen)}
                onOpenGap={() => time.openGap(row.key)}
                onOpenRun={props.onOpenRun}
              />
            );
          })}
        </div>
        {(range !== null || pastUs !== null) && <TimelineMarks axis={axis} range={range} pastUs={pastUs} isOverRows />}
      </div>
      {lines.length === 0 && props.sought !== '' && <p className={styles.none}>No step of this run fits “{props.sought}”.</p>}
    </div>
  );
}

const lineId = (key: string): string => `timeline-${key.replaceAll(' ', '-')}`;

/** Ctrl with the wheel, or two fingers, zooms at the pointer; the wheel sideways, or with Shift, goes along the time. */
function useWheel(grid: RefObject<HTMLElement | null>, over: RefObject<HTMLElement | null>, { zoomAt, panPx }: TimelineWindow): void {
  useEffect(() => {
    const element = grid.current;
    if (element === null) return;
    const onWheel = (event: WheelEvent) => {
      const alongPx = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
      if (event.ctrlKey || event.metaKey) zoomAt(WHEEL_ZOOM ** (-event.deltaY / 100), event.clientX - leftOf(over.current));
      else if (Math.abs(alongPx) > Math.abs(event.deltaY) || event.shiftKey) panPx(alongPx);
      else return;
      event.preventDefault();
    };
    // React listens passively, and the browser would zoom the whole window.
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [grid, over, zoomAt, panPx]);
}

const leftOf = (element: HTMLElement | null): number => element?.getBoundingClientRect().left ?? 0;
