import type { Database } from 'better-sqlite3';
import type { TraceReader } from '../../trace/trace-store.ts';
import { answerRead } from './storage-error.ts';
import { TRACE_SQL, traceRowFrom } from './trace-rows.ts';

/** SQLite takes a limit below 0 for none. */
const ALL = -1;

export function openTraceReader(database: Database): TraceReader {
  const rowsOf = database.prepare(TRACE_SQL.rowsOf);
  return {
    rowsOf: (orgId, runId, afterSeq = 0, limit = ALL) => answerRead(() => rowsOf.all(orgId, runId, afterSeq, limit).map(traceRowFrom)),
  };
}
