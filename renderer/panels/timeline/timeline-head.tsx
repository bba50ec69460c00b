import type { StepId } from '../../../engine/base/ids.ts';
import type { Run } from '../../../engine/trace/run.ts';
import { formatCount } from '../../ui/format-count.ts';
import { formatDate, formatInstant } from '../../ui/format-date.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { StatusPill } from '../runs/mark-pill.tsx';
import { runSentence } from '../runs/run-sentence.ts';
import { runTotals } from '../runs/run-totals.ts';
import styles from './timeline.module.css';

/** The run in one line: its state, a sentence, its sums. */
export function TimelineHead({ run, nowUs, titleOf }: { run: Run; nowUs: number; titleOf: (stepId: StepId) => string }) {
  const totals = runTotals(run);
  const sentence = runSentence(run, titleOf, { nowUs });
  return (
    <header className={styles.head}>
      <StatusPill status={run.state.status} />
      <span className={styles.sentence} title={sentence}>
        {sentence}
      </span>
      <span className={styles.sums}>
        <span title={formatInstant(run.createdAtUs)}>{formatDate(run.createdAtUs, { nowUs })}</span>
        <span>{formatCount(totals.tokens)} tokens</span>
        <span>{formatMoney(totals.costMicroUsd)}</span>
      </span>
    </header>
  );
}
