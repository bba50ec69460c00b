import type { PointerEvent, RefObject } from 'react';
import { formatDuration } from '../../ui/format-duration.ts';
import type { TimelineAxis } from './timeline-axis.ts';
import { TimelineFilter, type FilterProps } from './timeline-filter.tsx';
import { TimelineMarks } from './timeline-marks.tsx';
import type { TimelineRange } from './timeline-view.ts';
import styles from './timeline.module.css';

interface RulerProps extends FilterProps {
  readonly axis: TimelineAxis;
  readonly axisRef: RefObject<HTMLDivElement | null>;
  readonly range: TimelineRange | null;
  /** Of the shown moment of the past. */
  readonly pastUs: number | null;
  readonly onDrag: (event: PointerEvent) => void;
}

/** The head row: names of the columns, and the ruler over the axis, on which a range is marked by dragging. */
export function TimelineRuler({ axis, axisRef, range, pastUs, onDrag, ...filter }: RulerProps) {
  return (
    <div className={styles.ruler} role="row" aria-rowindex={1}>
      <span role="columnheader" className={styles.step} aria-label="Step">
        <TimelineFilter {...filter} />
      </span>
      <div
        role="columnheader"
        className={styles.axis}
        data-ruler
        ref={axisRef}
        aria-label="Time since the run began"
        title="Drag to mark a range; Z or a double click zooms to it"
        onPointerDown={onDrag}
      >
        {axis.ticks.map(tick => (
          <span key={tick.atUs} className={styles.tick} style={{ left: tick.xPx }} aria-hidden>
            {tick.atUs === 0 ? '0' : formatDuration(tick.atUs)}
          </span>
        ))}
        <TimelineMarks axis={axis} range={range} pastUs={pastUs} />
        {range !== null && (
          <span className={styles.length} style={{ left: Math.min(Math.max(axis.x(range.fromUs), 0), axis.widthPx - 70) }}>
            {formatDuration(range.toUs - range.fromUs)}
          </span>
        )}
      </div>
      <span role="columnheader" className={styles.number}>
        Duration
      </span>
      <span role="columnheader" className={styles.number} data-column="tokens">
        Tokens
      </span>
      <span role="columnheader" className={styles.number}>
        Cost
      </span>
    </div>
  );
}
