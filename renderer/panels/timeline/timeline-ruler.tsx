import type { PointerEvent, RefObject } from 'react';
import { formatDuration } from '../../ui/format-duration.ts';
import type { TimelineAxis } from './timeline-axis.ts';
import { capital } from '../run-details/actor-name.ts';
import { gapSentence } from './gap-sentence.ts';
import { TimelineFilter, type FilterProps } from './timeline-filter.tsx';
import { TimelineMarks } from './timeline-marks.tsx';
import type { TimelineGap } from './timeline-scale.ts';
import type { TimelineRange } from './timeline-view.ts';
import styles from './timeline.module.css';

interface RulerProps extends FilterProps {
  readonly axis: TimelineAxis;
  readonly axisRef: RefObject<HTMLDivElement | null>;
  readonly range: TimelineRange | null;
  /** Of the shown moment of the past. */
  readonly pastUs: number | null;
  readonly nowUs: number;
  readonly onDrag: (event: PointerEvent) => void;
  readonly onOpenGap: (rowKey: string) => void;
}

/** The head row: names of the columns, and the ruler over the axis, on which a range is marked by dragging. */
export function TimelineRuler({ axis, axisRef, range, pastUs, nowUs, onDrag, onOpenGap, ...filter }: RulerProps) {
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
        {axis.gaps.map(gap => (
          <GapButton key={gap.fromUs} gap={gap} nowUs={nowUs} onOpen={onOpenGap} />
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

/** Narrower than this, a gap holds no words. */
const WORDS_PX = 36;

/** A folded wait: how long it was; a press draws it in full. */
function GapButton({
  gap,
  nowUs,
  onOpen,
}: {
  gap: TimelineGap & { readonly xPx: number; readonly widthPx: number };
  nowUs: number;
  onOpen: (rowKey: string) => void;
}) {
  const sentence = capital(gapSentence(gap.span, nowUs));
  return (
    <button
      type="button"
      className={styles.gapButton}
      style={{ left: gap.xPx, width: gap.widthPx }}
      tabIndex={-1}
      title={`${sentence}; press to draw it in full`}
      aria-label={`${sentence}: draw it in full`}
      onPointerDown={event => event.stopPropagation()}
      onClick={() => onOpen(gap.rowKey)}
    >
      {gap.widthPx >= WORDS_PX && formatDuration(gap.toUs - gap.fromUs)}
    </button>
  );
}
