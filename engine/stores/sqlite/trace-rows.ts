import { parseTraceRow, RowColumns, type TraceRow } from '../../trace/trace-row.ts';
import { fromJson, insertInto, selectList, type Cell } from './columns.ts';

const KEYS = [...Object.keys(RowColumns.shape), 'kind', 'data', 'prevHash', 'rowHash'];

export const TRACE_SQL = {
  insert: insertInto('atelier_traces', KEYS),
  rowsOf: `SELECT ${selectList(KEYS)} FROM atelier_traces WHERE org_id = ? AND run_id = ? AND seq > ? ORDER BY seq`,
} as const;

/** In the order of `TRACE_SQL.insert`. */
export function traceCells(row: TraceRow): Cell[] {
  return KEYS.map(key => {
    if (key === 'data') return JSON.stringify(row.data);
    const value = row[key as keyof RowColumns]; // true: the other keys are flat columns of the row
    return typeof value === 'boolean' ? Number(value) : value;
  });
}

/** Throws a ZodError for a row that no engine wrote. */
export function traceRowFrom(cells: unknown): TraceRow {
  const { data, gateResult, ...columns } = cells as { data: string; gateResult: Cell }; // true: TRACE_SQL.rowsOf selects both
  return parseTraceRow({ ...columns, gateResult: gateResult === null ? null : gateResult === 1, data: fromJson(data) });
}
