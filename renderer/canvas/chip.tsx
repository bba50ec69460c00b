import { MarkPill } from '../panels/runs/mark-pill.tsx';
import type { StepChip } from '../panels/runs/step-chips.ts';
import styles from './chip.module.css';

/** How the shown run passed a step: state, time, money, and whether it was simulated. */
export function Chip({ chip }: { chip: StepChip }) {
  return (
    <>
      <MarkPill mark={chip.mark} />
      {chip.simulated && <span className={styles.simulated}>simulated</span>}
      <span className={styles.figures}>
        {[chip.visits > 1 ? `×${chip.visits}` : null, chip.duration, chip.cost].filter(part => part !== null).join(' · ')}
      </span>
    </>
  );
}
