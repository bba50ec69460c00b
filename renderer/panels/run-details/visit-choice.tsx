import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import type { StepVisit } from '../../../engine/trace/run.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import styles from './run-details.module.css';

/** More visits than this are stepped through: a loop may come by a thousand times. */
const MOST_CHIPS = 8;

/** Which passing through the step is looked at. Nothing for a step that was passed once. */
export function VisitChoice({
  visits,
  shown,
  onShow,
}: {
  visits: readonly StepVisit[];
  shown: StepVisit;
  onShow: (visit: number) => void;
}) {
  if (visits.length < 2) return null;
  const at = visits.indexOf(shown);
  if (visits.length <= MOST_CHIPS)
    return (
      <div className={styles.visits} role="group" aria-label="Visits of this step">
        {visits.map(one => (
          <button key={one.visit} type="button" className={styles.visit} aria-pressed={one === shown} onClick={() => onShow(one.visit)}>
            Visit {one.visit}
          </button>
        ))}
      </div>
    );
  const show = (index: number) => {
    const visit = visits[Math.min(Math.max(index, 0), visits.length - 1)];
    if (visit !== undefined) onShow(visit.visit);
  };
  return (
    <div className={styles.visits} role="group" aria-label="Visits of this step">
      <IconButton icon={IconChevronLeft} words="Visit before" disabled={at <= 0} onPress={() => show(at - 1)} />
      <label className={styles.visitField}>
        Visit{' '}
        <input
          type="number"
          min={visits[0]?.visit}
          max={visits.at(-1)?.visit}
          value={shown.visit}
          onChange={event => {
            const wanted = Number(event.target.value);
            if (visits.some(one => one.visit === wanted)) onShow(wanted);
          }}
        />{' '}
        of {visits.length}
      </label>
      <IconButton icon={IconChevronRight} words="Next visit" disabled={at >= visits.length - 1} onPress={() => show(at + 1)} />
    </div>
  );
}
