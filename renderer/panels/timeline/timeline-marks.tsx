import type { TimelineAxis } from './timeline-axis.ts';
import type { TimelineRange } from './timeline-view.ts';
import styles from './timeline.module.css';

/** The marked range and the shown moment of the past, across a row of the axis. */
export function TimelineMarks({ axis, range, pastUs }: { axis: TimelineAxis; range: TimelineRange | null; pastUs: number | null }) {
  return (
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
}
