import { formatDuration } from '../../ui/format-duration.ts';
import { MarkIcon } from '../runs/mark-icon.tsx';
import { MARK_WORDS } from '../runs/step-mark.ts';
import type { TimelineAxis } from './timeline-axis.ts';
import { barPlace } from './bar-place.ts';
import type { TimelinePart } from './timeline-parts.ts';
import styles from './timeline.module.css';

interface PartProps {
  readonly id: string;
  readonly part: TimelinePart;
  readonly axis: TimelineAxis;
  readonly nowUs: number;
  readonly topPx: number;
  readonly index: number;
  readonly current: boolean;
  readonly onPick: () => void;
}

/** An attempt or a stage beneath its step. */
export function TimelinePartLine({ part, axis, nowUs, ...props }: PartProps) {
  const toUs = part.toUs ?? nowUs;
  const place = barPlace(axis, part.fromUs, toUs);
  return (
    <div
      id={props.id}
      role="row"
      className={styles.line}
      style={{ top: props.topPx }}
      aria-rowindex={props.index + 2}
      data-current={props.current || undefined}
      onClick={props.onPick}
    >
      <span role="gridcell" className={styles.step} data-part={part.kind}>
        <span className={styles.title} title={`${part.title}, ${part.note}`}>
          {part.title}
        </span>
        <span className={styles.partNote}>{part.note}</span>
        <span className={styles.mark} title={MARK_WORDS[part.mark]}>
          <MarkIcon mark={part.mark} />
          <span className="unseen">{MARK_WORDS[part.mark]}</span>
        </span>
      </span>
      <span role="gridcell" className={styles.axis}>
        {place !== null && (
          <span className={styles.bar} data-kind="work" data-part={part.kind} data-mark={part.mark} style={place} title={part.note} />
        )}
      </span>
      <span role="gridcell" className={styles.number}>
        {part.mark === 'reused' ? '–' : formatDuration(Math.max(0, toUs - part.fromUs))}
      </span>
      <span role="gridcell" className={styles.number} data-column="tokens" />
      <span role="gridcell" className={styles.number} />
    </div>
  );
}
