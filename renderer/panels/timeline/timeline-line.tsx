import { IconBoltFilled } from '@tabler/icons-react';
import type { RunId } from '../../../engine/base/ids.ts';
import { formatCount } from '../../ui/format-count.ts';
import { formatInstant, runOf } from '../../ui/format-date.ts';
import { formatDuration } from '../../ui/format-duration.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { KindIcon } from '../kind-icon.tsx';
import { MarkIcon } from '../runs/mark-icon.tsx';
import { MARK_WORDS } from '../runs/step-mark.ts';
import type { TimelineAxis } from './timeline-axis.ts';
import { TimelineBars } from './timeline-bars.tsx';
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
  readonly onPick: () => void;
  readonly onOpenGap: () => void;
  readonly onOpenRun: (runId: RunId) => void;
}

/** One visit: icon, title and attempts; its bars; what it took, used and cost. */
export function TimelineLine(props: LineProps) {
  const { row, nowUs } = props;
  const reused = row.mark === 'reused';
  const took = row.durationUs ?? runningUs(row, nowUs);
  return (
    <div
      id={props.id}
      role="row"
      className={styles.line}
      style={{ transform: `translateY(${props.topPx}px)` }}
      aria-rowindex={props.index + 2}
      aria-selected={props.selected}
      data-current={props.current || undefined}
      onClick={props.onPick}
    >
      <span role="gridcell" className={styles.step}>
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
        <span className={styles.mark} title={MARK_WORDS[row.mark]}>
          <MarkIcon mark={row.mark} />
          <span className="unseen">{MARK_WORDS[row.mark]}</span>
        </span>
      </span>
      <span role="gridcell" className={styles.axis}>
        <TimelineBars row={row} axis={props.axis} nowUs={nowUs} onOpenGap={props.onOpenGap}>
          {reused && <ReusedFrom row={row} nowUs={nowUs} onOpenRun={props.onOpenRun} />}
        </TimelineBars>
      </span>
      <span role="gridcell" className={styles.number}>
        {reused ? '–' : formatDuration(took)}
      </span>
      <span role="gridcell" className={styles.number} data-column="tokens">
        {row.tokens === null || reused ? '' : formatCount(row.tokens)}
      </span>
      <span role="gridcell" className={styles.number}>
        {row.costMicroUsd === null ? '' : formatMoney(reused ? 0 : row.costMicroUsd)}
      </span>
    </div>
  );
}

/** The bolt, the word, and the way to the run it came from. */
function ReusedFrom({ row, nowUs, onOpenRun }: { row: TimelineRow; nowUs: number; onOpenRun: (runId: RunId) => void }) {
  const from = row.reusedFrom;
  const saves = row.avoidedMicroUsd > 0 ? `, saves ${formatMoney(row.avoidedMicroUsd)}` : '';
  return (
    <span className={styles.reused}>
      <IconBoltFilled size={12} aria-hidden />
      reused
      {from !== null && (
        <>
          {' from '}
          <button
            type="button"
            className={styles.source}
            title={formatInstant(from.atUs)}
            onClick={event => {
              event.stopPropagation();
              onOpenRun(from.runId);
            }}
          >
            {runOf(from.atUs, { nowUs })}
          </button>
        </>
      )}
      {saves}
    </span>
  );
}

function runningUs(row: TimelineRow, nowUs: number): number | null {
  const first = row.spans[0];
  return first === undefined ? null : Math.max(0, nowUs - first.fromUs);
}
