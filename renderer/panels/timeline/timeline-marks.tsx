import type { TimelineAxis } from './timeline-axis.ts';
import type { TimelineRange } from './timeline-view.ts';
import styles from './timeline.module.css';

interface MarksProps {
  readonly axis: TimelineAxis;
  readonly range: TimelineRange | null;
  readonly pastUs: number | null;
  /** Over all rows at once, so that none of them is drawn again while one scrubs; absent: over the ruler alone. */
  readonly isOverRows?: boolean;
}

/** The marked range and the shown moment of the past. */
export function TimelineMarks({ axis, range, pastUs, isOverRows = false }: MarksProps) {
  const marks = (
    <>
      {range !== null && (
        <span
          className={styles.range}
          style={{ left: axis.x(range.fromUs), width: axis.x(range.toUs) - axis.x(range.fromUs) }}
          data-timeline-range
          aria-hidden
        />
      )}
      {pastUs !== null && <span className={styles.playhead} style={{ left: axis.x(pastUs) }} aria-hidden />}
    </>
  );
  return isOverRows ? (
    <div className={styles.across} data-over aria-hidden>
      <span className={styles.axis}>{marks}</span>
    </div>
  ) : (
    marks
  );
}

/** The folded waits in view, hatched behind all rows. */
export function TimelineGaps({ axis }: { axis: TimelineAxis }) {
  return (
    <div className={styles.across} aria-hidden>
      <span className={styles.axis}>
        {axis.gaps.map(gap => (
          <span key={gap.fromUs} className={styles.gap} style={{ left: gap.xPx, width: gap.widthPx }} />
        ))}
      </span>
    </div>
  );
}
