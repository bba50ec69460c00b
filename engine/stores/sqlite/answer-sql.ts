import Database from 'better-sqlite3';
import type { Json } from '../../base/json.ts';
import { ok, refused, type Result } from '../../base/result.ts';
import { isSqliteError } from './storage-error.ts';
import type { SqlProblem, SqlRequest, SqlTable } from './sql-request.ts';

const ONLY_QUESTIONS = 'Only one SELECT (or WITH, VALUES, EXPLAIN) can be asked here: the trace and the ledger are never changed by hand.';

/** Runs one reading statement through a connection that cannot write. */
export function answerSql({ file, sql, values, maxRows }: SqlRequest): Result<SqlTable, SqlProblem> {
  // By its first word and not by SQLite's word alone: ATTACH and many a PRAGMA count as reading.
  if (!/^(?:select|with|values|explain)\b/i.test(withoutComments(sql))) return refused({ sentence: ONLY_QUESTIONS });
  let database: Database.Database | null = null;
  try {
    database = new Database(file, { readonly: true, fileMustExist: true });
    const statement = database.prepare<unknown[], unknown[]>(sql);
    if (!statement.reader || !statement.readonly) return refused({ sentence: ONLY_QUESTIONS });
    const columns = statement.columns().map(({ name }) => name);
    const rows: Json[][] = [];
    for (const row of statement
      .raw()
      .safeIntegers()
      .iterate(...(values === undefined ? [] : [values]))) {
      if (rows.length === maxRows) return ok({ columns, rows, truncated: true });
      rows.push(row.map(shown));
    }
    return ok({ columns, rows, truncated: false });
  } catch (error) {
    return refused(problemOf(error, file, sql));
  } finally {
    database?.close();
  }
}

const withoutComments = (sql: string): string => sql.replace(/^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/, '');

/** A cell as JSON: whole numbers beyond 2^53 as text, so that no digit is lost; bytes as SQL writes them. */
function shown(cell: unknown): Json {
  if (typeof cell === 'bigint') return Number.isSafeInteger(Number(cell)) ? Number(cell) : String(cell);
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : String(cell);
  if (cell instanceof Uint8Array) return `x'${Buffer.from(cell).toString('hex')}'`;
  return typeof cell === 'string' ? cell : null;
}

function problemOf(error: unknown, file: string, sql: string): SqlProblem {
  if ((error instanceof RangeError || error instanceof TypeError) && /named parameter/.test(error.message))
    return { sentence: 'The question names a :parameter that has no value. Write the value in its place.' };
  if (error instanceof RangeError) return { sentence: ONLY_QUESTIONS }; // several statements, or none
  if (error instanceof TypeError && !isSqliteError(error)) return { sentence: `${file} cannot be opened: ${error.message}.` };
  if (!isSqliteError(error)) throw error;
  if (error.code !== 'SQLITE_ERROR') return { sentence: `${file} cannot be read (${error.code}: ${error.message}).` };
  const match = /^near "(.+)": |^no such (?:column|table|function): (\S+)/.exec(error.message);
  const word = match?.[1] ?? match?.[2];
  const position = word === undefined ? -1 : onlyPlace(sql, word);
  return { sentence: `SQLite does not understand the question: ${error.message}.`, ...(position < 0 ? {} : { position }) };
}

/** Where `word` stands in `sql`; −1 when it stands there more than once or not at all. */
function onlyPlace(sql: string, word: string): number {
  const place = sql.indexOf(word);
  return place === sql.lastIndexOf(word) ? place : -1;
}
