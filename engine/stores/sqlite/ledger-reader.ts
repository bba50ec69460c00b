import type { Database } from 'better-sqlite3';
import type { LedgerReader } from '../../ledger/ledger-store.ts';
import { LEDGER_SQL, ledgerRowFrom, StoredCall } from './ledger-rows.ts';
import { answerRead } from './storage-error.ts';

/** SQLite takes a negative LIMIT for none. */
const NO_LIMIT = -1;

export function openLedgerReader(database: Database): LedgerReader {
  const ofRun = database.prepare(LEDGER_SQL.ofRun);
  const all = database.prepare(LEDGER_SQL.all);
  const callsOf = database.prepare(LEDGER_SQL.callsOf);
  const outsideCallsOf = database.prepare(LEDGER_SQL.outsideCallsOf);
  const spent = database.prepare<[string, number, number], number>(LEDGER_SQL.spent).pluck();
  const spentByRun = database.prepare<[string, number, number, string], number>(LEDGER_SQL.spentByRun).pluck();
  return {
    spentMicroUsd: (orgId, { runId, fromUs, beforeUs }) =>
      answerRead(() => (runId === null ? spent.get(orgId, fromUs, beforeUs) : spentByRun.get(orgId, fromUs, beforeUs, runId)) ?? 0),
    callsOf: (orgId, { skill, provider, requestModel }, limit) =>
      answerRead(() =>
        (provider === undefined || requestModel === undefined
          ? outsideCallsOf.all(orgId, skill, limit)
          : callsOf.all(orgId, skill, provider, requestModel, limit)
        ).map(row => StoredCall.parse(row)),
      ),
    rows: (orgId, runId, limit = NO_LIMIT) =>
      answerRead(() => (runId === null ? all.all(orgId, limit) : ofRun.all(orgId, runId, limit)).map(ledgerRowFrom).reverse()),
  };
}
