import type { Ref } from 'react';
import { formatDuration } from '../../ui/format-duration.ts';
import type { TimelineAxis } from './timeline-axis.ts';
import styles from './timeline.module.css';

interface RulerProps {
  readonly axis: TimelineAxis;
  readonly axisRef: Ref<HTMLDivElement>;
  readonly opened: boolean;
  readonly onFoldAll: () => void;
}

/** The head row: names of the columns, and the ruler over the axis. */
export function TimelineRuler({ axis, axisRef, opened, onFoldAll }: RulerProps) {
  return (
    <div className={styles.ruler} role="row" aria-rowindex={1}>
      <span role="columnheader" className={styles.step}>
        Step
      </span>
      <div role="columnheader" className={styles.axis} ref={axisRef} aria-label="Time since the run began">
        {axis.ticks.map(tick => (
          <span key={tick.atUs} className={styles.tick} style={{ left: tick.xPx }} aria-hidden>
            {tick.atUs === 0 ? '0' : formatDuration(tick.atUs)}
          </span>
        ))}
        {opened && (
          <button type="button" className={styles.fold} onClick={onFoldAll}>
            Fold long waits
          </button>
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
