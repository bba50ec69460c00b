import { IconHistory } from '@tabler/icons-react';
import { Button } from '@mantine/core';
import { useStudio } from '../../state/studio.ts';
import { formatClock, formatInstant } from '../../ui/format-date.ts';
import { useStepNames } from '../runs/step-names.ts';
import { rowWords } from '../trace/trace-line.ts';
import styles from './past-bar.module.css';

/** Says over the drawing that what it shows is a moment of the past, which one, and leads back to now. Nothing while now is shown. */
export function PastBar() {
  const past = useStudio(studio => studio.past);
  const lastSeq = useStudio(studio => studio.shownRun?.run?.lastSeq ?? 0);
  const showMoment = useStudio(studio => studio.showMoment);
  const titleOf = useStepNames();
  const row = past?.rows.at(-1);
  if (past === null || row === undefined) return null;
  return (
    <>
      <div className={styles.frame} aria-hidden />
      <div className={styles.bar} role="status">
        <IconHistory size={15} aria-hidden />
        <span className={styles.moment} title={formatInstant(row.atUs)}>
          As it was at row {past.seq} of {lastSeq}, {formatClock(row.atUs)}
        </span>
        <span className={styles.words}>
          {row.stepId === null ? '' : `${titleOf(row.stepId)}: `}
          {rowWords(row)}
        </span>
        <Button size="compact-xs" onClick={() => showMoment(null)}>
          Back to now
        </Button>
      </div>
    </>
  );
}
