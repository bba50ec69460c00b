import { IconChevronRight, IconDiamondFilled } from '@tabler/icons-react';
import { memo } from 'react';
import type { RunId } from '../../../engine/base/ids.ts';
import { formatCount } from '../../ui/format-count.ts';
import { formatDuration } from '../../ui/format-duration.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { KindIcon } from '../kind-icon.tsx';
import { MarkIcon } from '../runs/mark-icon.tsx';
import { MARK_WORDS } from '../runs/step-mark.ts';
import type { TimelineAxis } from './timeline-axis.ts';
import { TimelineBars } from './timeline-bars.tsx';
import { hasParts } from './timeline-parts.ts';
import type { TimelineRow } from './timeline-rows.ts';
import styles from './timeline.module.css';

interface LineProps {
  readonly id: string;
  readonly row: TimelineRow;
  readonly axis: TimelineAxis;
  readonly nowUs: number;
  readonly topPx: number;
  readonly index: number;
  readonly selected: boolean;
  readonly current: boolean;
  readonly isUnfolded: boolean;
  /** It begins after the shown moment of the past. */
  readonly isFuture: boolean;
  /** Of the working time, where the row is on the critical path. */
  readonly criticalShare: number | null;
  readonly onPick: () => void;
  readonly onUnfold: (isOpen: boolean) => void;
  readonly onOpenGap: () => void;
  readonly onOpenRun: (runId: RunId) => void;
}

/** One visit: icon, title and attempts; its bars; what it took, used and cost. Drawn again only when what it shows is another. */
export const TimelineLine = memo(DrawnTimelineLine, sameShown);

function DrawnTimelineLine(props: LineProps) {
  const { row, nowUs, criticalShare } = props;
  const reused = row.mark === 'reused' || row.mark === 'pinned';
  // Coded stages ask no model, and a hit asked none this time: figures of nothing would only be noise.
  const asked = !reused && row.tokens !== null && row.tokens > 0;
  const took = row.durationUs ?? runningUs(row, nowUs);
  return (
    <div
      id={props.id}
      role="row"
      className={styles.line}
      style={{ top: props.topPx }}
      aria-rowindex={props.index + 2}
      aria-selected={props.selected}
      data-current={props.current || undefined}
      data-future={props.isFuture || undefined}
      onClick={props.onPick}
    >
      <span role="gridcell" className={styles.step}>
        {hasParts(row) ? (
          <button
            type="button"
            className={styles.twist}
            tabIndex={-1}
            data-open={props.isUnfolded || undefined}
            aria-expanded={props.isUnfolded}
            aria-label={`Attempts and stages of ${row.title}`}
            onClick={event => {
              event.stopPropagation();
              props.onUnfold(!props.isUnfolded);
            }}
          >
            <IconChevronRight size={12} aria-hidden />
          </button>
        ) : (
          <span className={styles.twist} />
        )}
        <KindIcon kind={row.kind} size={18} />
        <span className={styles.title} title={row.title}>
          {row.title}
        </span>
        {row.visit > 1 && <span className={styles.chip}>visit {row.visit}</span>}
        {row.attempts > 1 && (
          <span className={styles.chip} title={`${row.attempts} attempts`}>
            ×{row.attempts}
          </span>
        )}
        {row.simulated && <span className={styles.simulated}>simulated</span>}
        {criticalShare !== null && (
          <span
            className={styles.critical}
            title={`Critical path: ${Math.max(1, Math.round(criticalShare * 100))} % of the time in which anything worked`}
          >
            <IconDiamondFilled size={9} aria-hidden />
            <span className="unseen">on the critical path</span>
          </span>
        )}
        <span className={styles.mark} title={MARK_WORDS[row.mark]}>
          <MarkIcon mark={row.mark} />
          <span className="unseen">{MARK_WORDS[row.mark]}</span>
        </span>
      </span>
      <span role="gridcell" className={styles.axis}>
        <TimelineBars
          row={row}
          axis={props.axis}
          nowUs={nowUs}
          isCritical={criticalShare !== null}
          onOpenGap={props.onOpenGap}
          onOpenRun={props.onOpenRun}
        />
      </span>
      <span role="gridcell" className={styles.number}>
        {reused ? '–' : formatDuration(took)}
      </span>
      <span role="gridcell" className={styles.number} data-column="tokens">
        {asked ? formatCount(row.tokens) : ''}
      </span>
      <span role="gridcell" className={styles.number}>
        {asked ? formatMoney(row.costMicroUsd) : ''}
      </span>
    </div>
  );
}

function runningUs(row: TimelineRow, nowUs: number): number | null {
  const first = row.spans[0];
  return first === undefined ? null : Math.max(0, nowUs - first.fromUs);
}

/** Its functions do the same for the same row however often they are made, so that a row that only scrolls by is not drawn again. */
function sameShown(before: LineProps, after: LineProps): boolean {
  const keys = Object.keys(after) as (keyof LineProps)[]; // true: the props of a line and no others
  return keys.every(key => typeof after[key] === 'function' || before[key] === after[key]);
}
