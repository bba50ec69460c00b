import { useCallback } from 'react';
import type { RunId, StepId } from '../../../engine/base/ids.ts';
import type { LedgerRow } from '../../../engine/ledger/ledger-row.ts';
import { useRead } from '../../bridge/use-read.ts';
import { useStudio } from '../../state/studio.ts';
import { formatCount } from '../../ui/format-count.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { ledgerSentence } from './ledger-sentence.ts';
import styles from './run-details.module.css';

/** The ledger's rows of one visit up to its row `lastSeq`. Read when drawn, and again when that is another. */
export function LedgerLines(props: { runId: RunId; stepId: StepId; visit: number; lastSeq: number }) {
  const { runId, stepId, visit, lastSeq } = props;
  const readLedger = useStudio(studio => studio.readLedger);
  const read = useRead(
    useCallback(async () => {
      const rows = await readLedger(runId);
      return rows.filter(row => row.stepId === stepId && row.visit === visit && row.traceSeq <= lastSeq);
    }, [readLedger, runId, stepId, visit, lastSeq]),
  );

  if (read.kind === 'under-way') return <LateSkeleton lines={2} />;
  if (read.kind === 'trouble') return <p className={styles.trouble}>{read.sentence}</p>;
  if (read.value.length === 0) return <p className={styles.quiet}>The ledger gets its line when the stage is over.</p>;
  return read.value.map(row => <LedgerLine key={row.traceSeq} row={row} />);
}

function LedgerLine({ row }: { row: LedgerRow }) {
  const facts: (readonly [string, string])[] = [
    ['Model', `${row.provider}, ${row.responseModel ?? row.requestModel}`],
    ['Tokens', `${formatCount(row.inputTokens)} in, ${formatCount(row.outputTokens)} out`],
    ['Cost', formatMoney(row.costMicroUsd)],
    ['Read', Object.keys(row.slices).join(', ') || 'no slice'],
    ...(row.claimsTotal === null
      ? []
      : [['Claims', `${formatCount(row.claimsTotal)}, ${formatCount(row.claimsContested ?? 0)} contested`] as const]),
    ...(row.citations === 0 ? [] : [['Citations', formatCount(row.citations)] as const]),
  ];
  return (
    <>
      <p className={styles.quiet} style={{ marginBottom: 6 }}>
        {ledgerSentence(row)}
      </p>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
