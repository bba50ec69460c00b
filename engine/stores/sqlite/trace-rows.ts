import type { Database, Statement } from 'better-sqlite3';
import { parseTraceRow, RowColumns, type TraceRow } from '../../trace/trace-row.ts';
import { columnName } from '../../base/column-name.ts';
import { fromJson, selectList, type Cell } from './columns.ts';
import { GIVEN_INTEGER, GIVEN_TEXT } from './given.ts';

const KEYS = [...Object.keys(RowColumns.shape), 'kind', 'data', 'prevHash', 'rowHash'];

/** Kept as their 32 bytes; the column of the written form is computed from them. */
const HASHES: readonly string[] = ['versionHash', 'contextHash', 'prevHash', 'rowHash'];

const COLUMNS = KEYS.map(key => ({
  key: key as keyof TraceRow, // true: the keys of a row
  column: columnName(HASHES.includes(key) ? key.replace(/Hash$/, 'Digest') : key),
  value: HASHES.includes(key) ? 'unhex(substr(?, 8))' : '?',
}));

export const TRACE_SQL = {
  rowsOf: `SELECT ${selectList(KEYS)} FROM atelier_traces WHERE org_id = ${GIVEN_TEXT} AND run_id = ${GIVEN_TEXT} AND seq > ${GIVEN_INTEGER} ORDER BY seq LIMIT ${GIVEN_INTEGER}`,
} as const;

/** A row as it is written: its filled columns, and what has to be known to see whether it follows. */
export interface PlainRow {
  readonly seq: number;
  readonly epoch: number;
  readonly atUs: number;
  readonly prevHash: TraceRow['prevHash'];
  /** A bit for each of `COLUMNS` that is filled. */
  readonly filled: number;
  readonly cells: readonly Cell[];
}

/** `dataText` is the canonical text of the row's data. */
export function plainRow(row: TraceRow, dataText: string): PlainRow {
  const cells: Cell[] = [];
  let filled = 0;
  for (let index = 0; index < COLUMNS.length; index++) {
    const { key } = COLUMNS[index] as (typeof COLUMNS)[number]; // true: within its length
    const value = key === 'data' ? dataText : row[key];
    if (value === null) continue;
    filled |= 1 << index;
    cells.push(typeof value === 'boolean' ? Number(value) : value);
  }
  return { seq: row.seq, epoch: row.epoch, atUs: row.atUs, prevHash: row.prevHash, filled, cells };
}

/**
 * Inserts rows. A row leaves a third to a half of its columns empty, and binding and storing nothing costs as much as something: so there is
 * a statement for each set of columns that is filled, some thirty in all, which makes 7.5 µs a row of 11.4.
 */
export function openTraceWriter(database: Database): (row: PlainRow) => void {
  const statements = new Map<number, Statement>();
  return ({ filled, cells }) => {
    let statement = statements.get(filled);
    if (statement === undefined) {
      statement = database.prepare(insertOf(COLUMNS.filter((_, index) => (filled & (1 << index)) !== 0)));
      statements.set(filled, statement);
    }
    statement.run(...cells);
  };
}

const insertOf = (columns: typeof COLUMNS): string =>
  `INSERT INTO atelier_traces (${columns.map(({ column }) => column).join(', ')}) VALUES (${columns.map(({ value }) => value).join(', ')})`;

/** Throws a ZodError for a row that no engine wrote. */
export function traceRowFrom(cells: unknown): TraceRow {
  const { data, gateResult, ...columns } = cells as { data: string; gateResult: Cell }; // true: TRACE_SQL.rowsOf selects both
  return parseTraceRow({ ...columns, gateResult: gateResult === null ? null : gateResult === 1, data: fromJson(data) });
}
