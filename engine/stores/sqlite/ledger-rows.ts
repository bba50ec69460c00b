import { LedgerRow } from '../../ledger/ledger-row.ts';
import type { Run } from '../../trace/run.ts';
import { fromJson, insertInto, selectList, type Cell } from './columns.ts';

const KEYS = Object.keys(LedgerRow.shape);
export const StoredCall = LedgerRow.pick({ inputTokens: true, outputTokens: true, cacheReadTokens: true, costMicroUsd: true });

export const LEDGER_SQL = {
  insert: insertInto('atelier_ledger', [...KEYS, 'flowId', 'versionNo']),
  // rowid grows with each insert and no row is ever removed, so it is the order of writing.
  ofRun: `SELECT ${selectList(KEYS)} FROM atelier_ledger WHERE org_id = ? AND run_id = ? ORDER BY rowid DESC LIMIT ?`,
  all: `SELECT ${selectList(KEYS)} FROM atelier_ledger WHERE org_id = ? ORDER BY rowid DESC LIMIT ?`,
  callsOf: `SELECT ${selectList(Object.keys(StoredCall.shape))} FROM atelier_ledger
    WHERE org_id = ? AND skill = ? AND provider = ? AND request_model = ? AND status = 'ok' AND cache IN ('miss', 'bypass') ORDER BY rowid DESC LIMIT ?`,
  outsideCallsOf: `SELECT ${selectList(Object.keys(StoredCall.shape))} FROM atelier_ledger
    WHERE org_id = ? AND skill = ? AND provider <> 'local-extractive' AND status = 'ok' AND cache IN ('miss', 'bypass') ORDER BY rowid DESC LIMIT ?`,
  spent: `SELECT COALESCE(SUM(cost_micro_usd), 0) FROM atelier_ledger WHERE org_id = ? AND at_us >= ? AND at_us < ?`,
  spentByRun: `SELECT COALESCE(SUM(cost_micro_usd), 0) FROM atelier_ledger WHERE org_id = ? AND at_us >= ? AND at_us < ? AND run_id = ?`,
} as const;

/** In the order of `LEDGER_SQL.insert`: the row, and the flow and version of its run, by which figures are put together. */
export function ledgerCells(row: LedgerRow, { flowId, versionNo }: Pick<Run, 'flowId' | 'versionNo'>): Cell[] {
  const cells = KEYS.map((key): Cell => {
    const value = row[key as keyof LedgerRow]; // true: KEYS are the keys of LedgerRow
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : (value ?? null);
  });
  return [...cells, flowId, versionNo];
}

/** Throws a ZodError for a row that no engine wrote. */
export function ledgerRowFrom(cells: unknown): LedgerRow {
  const { slices, params, missedAnswers, ...columns } = cells as { slices: string; params: string; missedAnswers: unknown }; // true: all statements select them
  const missed = missedAnswers === null ? {} : { missedAnswers };
  return LedgerRow.parse({ ...columns, ...missed, slices: fromJson(slices), params: fromJson(params) });
}
