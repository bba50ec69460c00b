import { parseTraceRow, RowColumns, type TraceRow } from '../../trace/trace-row.ts';
import { columnName } from '../../base/column-name.ts';
import { fromJson, selectList, type Cell } from './columns.ts';

const KEYS = [...Object.keys(RowColumns.shape), 'kind', 'data', 'prevHash', 'rowHash'];

/** Kept as their 32 bytes; the column of the written form is computed from them. */
const HASHES: readonly string[] = ['versionHash', 'contextHash', 'prevHash', 'rowHash'];

const INSERT_COLUMNS = KEYS.map(key => columnName(HASHES.includes(key) ? key.replace(/Hash$/, 'Digest') : key));
const INSERT_VALUES = KEYS.map(key => (HASHES.includes(key) ? 'unhex(substr(?, 8))' : '?'));

export const TRACE_SQL = {
  /** Takes a row's fields in their order, hashes as they are written. */
  insert: `INSERT INTO atelier_traces (${INSERT_COLUMNS.join(', ')}) VALUES (${INSERT_VALUES.join(', ')})`,
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
