import Database from 'better-sqlite3';
import type { Json } from '../../base/json.ts';
import { ok, refused, type Result } from '../../base/result.ts';
import { ONLY_QUESTIONS, problemOf } from './sql-problem.ts';
import type { SqlProblem, SqlRequest, SqlTable } from './sql-request.ts';

/** Runs one reading statement through a connection of its own that cannot write. */
export function answerSql({ file, ...request }: SqlRequest): Result<SqlTable, SqlProblem> {
  if (!isQuestion(request.sql)) return refused({ sentence: ONLY_QUESTIONS });
  let database: Database.Database | null = null;
  try {
    database = openReading(file);
    return answerOn(database, file, request);
  } catch (error) {
    return refused(problemOf(error, file, request.sql, null));
  } finally {
    database?.close();
  }
}

export const openReading = (file: string): Database.Database => new Database(file, { readonly: true, fileMustExist: true });

/** Runs one reading statement through a connection that cannot write. */
export function answerOn(
  database: Database.Database,
  file: string,
  { sql, values, maxRows }: Omit<SqlRequest, 'file'>,
): Result<SqlTable, SqlProblem> {
  try {
    const statement = preparedQuestion(database, sql);
    if (statement === null) return refused({ sentence: ONLY_QUESTIONS });
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
    return refused(problemOf(error, file, sql, database));
  }
}

/** What would be wrong with a question, which is not asked; null when it can be. */
export function problemIn(database: Database.Database, file: string, sql: string): SqlProblem | null {
  try {
    return preparedQuestion(database, sql) === null ? { sentence: ONLY_QUESTIONS } : null;
  } catch (error) {
    return problemOf(error, file, sql, database);
  }
}

/** Null when it is no question. Throws SQLite's error when it does not read it. */
function preparedQuestion(database: Database.Database, sql: string): Database.Statement<unknown[], unknown[]> | null {
  if (!isQuestion(sql)) return null;
  const statement = database.prepare<unknown[], unknown[]>(sql);
  return statement.reader && statement.readonly ? statement : null;
}

/** By its first word and not by SQLite's word alone: ATTACH and many a PRAGMA count as reading. */
const isQuestion = (sql: string): boolean => /^(?:select|with|values|explain)\b/i.test(withoutComments(sql));

const withoutComments = (sql: string): string => sql.replace(/^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/, '');

/** A cell as JSON: whole numbers beyond 2^53 as text, so that no digit is lost; bytes as SQL writes them. */
export function shown(cell: unknown): Json {
  if (typeof cell === 'bigint') return Number.isSafeInteger(Number(cell)) ? Number(cell) : String(cell);
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : String(cell);
  if (cell instanceof Uint8Array) return `x'${Buffer.from(cell).toString('hex')}'`;
  return typeof cell === 'string' ? cell : null;
}
