import { parseTraceRow, RowColumns, type TraceRow } from '../../trace/trace-row.ts';
import { fromJson, insertInto, selectList, type Cell } from './columns.ts';

const KEYS = [...Object.keys(RowColumns.shape), 'kind', 'data', 'prevHash', 'rowHash'];

export const TRACE_SQL = {
  insert: insertInto('atelier_traces', KEYS),
  rowsOf: `SELECT ${selectList(KEYS)} FROM atelier_traces WHERE org_id = ? AND run_id = ? AND seq > ? ORDER BY seq`,
} as const;

/** In the order of `TRACE_SQL.insert`. `dataText` is the canonical text of the row's data. */
export function traceCells(row: TraceRow, dataText: string): Cell[] {
  const cells: Cell[] = [];
  for (const key of KEYS) {
    const value = key === 'data' ? dataText : row[key as keyof RowColumns]; // true: the other keys are flat columns of the row
    cells.push(typeof value === 'boolean' ? Number(value) : value);
  }
  return cells;
}

/** Throws a ZodError for a row that no engine wrote. */
export function traceRowFrom(cells: unknown): TraceRow {
  const { data, gateResult, ...columns } = cells as { data: string; gateResult: Cell }; // true: TRACE_SQL.rowsOf selects both
  return parseTraceRow({ ...columns, gateResult: gateResult === null ? null : gateResult === 1, data: fromJson(data) });
}
