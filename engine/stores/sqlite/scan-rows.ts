import type { Database } from 'better-sqlite3';
import type { Json } from '../../base/json.ts';
import { shown } from './answer-sql.ts';
import type { ScanReply, ScanRequest } from './sql-request.ts';

/** Rows looked at in one go: as many as take some 20 ms, by what the go before took. */
const FIRST_GO = 4000;
const MOST_AT_ONCE = 200_000;
const ONE_GO_MS = 20;

/**
 * Looks through a table from its newest row back, until it has found as many as are asked for or the time is over, and says where to go on. Rows are
 * written in the order of their rowid, so no index is needed for that order, and none is kept for what may be searched: an entry of it for each row
 * of the trace would cost every run, and nobody waits longer than a screen may take this way either.
 */
export function scanRows(database: Database, { table, sql, values, before, limit, budgetMs }: ScanRequest, nowMs: () => number): ScanReply {
  const newest = Number(database.prepare(`SELECT coalesce(max(rowid), 0) FROM ${table}`).pluck().get());
  const statement = database.prepare<[Record<string, unknown>], unknown[]>(sql).raw();
  const columns = statement.columns().map(({ name }) => name);
  const rows: Json[][] = [];
  const endMs = nowMs() + budgetMs;
  let top = before ?? newest + 1;
  let step = FIRST_GO;
  while (top > 1) {
    const from = Math.max(1, top - step);
    const startedMs = nowMs();
    for (const row of statement.iterate({ ...values, from, to: top })) {
      rows.push(row.slice(1).map(shown));
      // The first column is the rowid.
      if (rows.length === limit) return { columns: columns.slice(1), rows, before: Number(row[0]), written: newest };
    }
    top = from;
    const tookMs = nowMs() - startedMs;
    step = Math.min(MOST_AT_ONCE, Math.max(FIRST_GO, Math.round(step * Math.min(4, ONE_GO_MS / Math.max(1, tookMs)))));
    if (nowMs() > endMs) break;
  }
  return { columns: columns.slice(1), rows, before: top > 1 ? top : null, written: newest };
}
