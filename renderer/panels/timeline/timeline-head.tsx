import { memo, useMemo } from 'react';
import type { StepId } from '../../../engine/base/ids.ts';
import type { Run } from '../../../engine/trace/run.ts';
import { formatCount } from '../../ui/format-count.ts';
import { formatDate, formatInstant } from '../../ui/format-date.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { StatusPill } from '../runs/mark-pill.tsx';
import { runSentence } from '../runs/run-sentence.ts';
import { runTotals } from '../runs/run-totals.ts';
import styles from './timeline.module.css';

interface HeadProps {
  readonly run: Run;
  readonly nowUs: number;
  readonly titleOf: (stepId: StepId) => string;
  /** Of the step under way, from 0 to 1; null where it does not say. */
  readonly share: number | null;
  /** The drawing was changed since: the run is of what it was then. */
  readonly isOlder: boolean;
}

/** The run in one line: its state, a sentence, its sums. */
export const TimelineHead = memo(DrawnHead);

function DrawnHead({ run, nowUs, titleOf, share, isOlder }: HeadProps) {
  const totals = useMemo(() => runTotals(run), [run]);
  const sentence = runSentence(run, titleOf, { nowUs });
  return (
    <header className={styles.head}>
      <StatusPill status={run.state.status} />
      <span className={styles.sentence} title={sentence}>
        {sentence}
      </span>
      {share !== null && (
        <progress className={styles.share} value={share} title={`${Math.round(share * 100)} % of this step`} aria-label="This step" />
      )}
      {isOlder && (
        <span className={styles.older} title="The drawing was changed after this run; steps that are gone are named by their id.">
          This run used an older drawing
        </span>
      )}
      <span className={styles.sums}>
        <span title={formatInstant(run.createdAtUs)}>{formatDate(run.createdAtUs, { nowUs })}</span>
        <span>{formatCount(totals.tokens)} tokens</span>
        <span>{formatMoney(totals.costMicroUsd)}</span>
      </span>
    </header>
  );
}
