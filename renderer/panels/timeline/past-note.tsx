import { useStudio } from '../../state/studio.ts';
import { formatClock } from '../../ui/format-date.ts';
import styles from './past-bar.module.css';

/** The inspector's own word that what it shows of a run is past. Nothing while now is shown. */
export function PastNote() {
  const past = useStudio(studio => studio.past);
  if (past === null) return null;
  return (
    <p className={styles.note}>
      The run as it was at row {past.seq}, {formatClock(past.rows.at(-1)?.atUs)}
    </p>
  );
}
