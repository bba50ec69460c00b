import { refused, type Result } from '../base/result.ts';
import type { SourceOf } from '../packet/slice-source.ts';
import { answerSql } from '../stores/sqlite/answer-sql.ts';
import { readOnlySql } from '../stores/sqlite/read-only-sql.ts';
import { sized, type SourceReading } from './source-reading.ts';
import type { SourceRoot } from './source-root.ts';
import { inShape } from './table-shape.ts';

export const MAX_ROWS = 100_000;
const USUAL_TIMEOUT_MS = 30_000;

/** What one SELECT on an SQLite file of the workspace gives. */
export async function readSqlite(source: SourceOf<'sqlite'>, root: SourceRoot): Promise<Result<SourceReading, string>> {
  const { path, query, shape, timeoutMs = USUAL_TIMEOUT_MS } = source;
  const found = await root.place(path);
  if (!found.ok) return found;
  const values = Object.fromEntries(
    Object.entries(source.values ?? {}).map(([name, value]) => [name, typeof value === 'boolean' ? Number(value) : value]),
  );
  // A bundle has no file that a process of its own could run, so its thread asks itself.
  const ask = import.meta.url.endsWith('.ts') ? readOnlySql : askHere;
  const table = ask(found.value, query, { maxRows: MAX_ROWS, timeoutMs }, values);
  if (!table.ok) return refused(`${path}: ${aboutFile(table.error.sentence, found.value, path)}`);
  const { columns, rows, truncated } = table.value;
  if (truncated) return refused(`${path}: the query gives more than ${MAX_ROWS.toLocaleString('en')} rows. Narrow it with WHERE or LIMIT.`);
  const value = inShape(columns, rows, shape);
  return value.ok ? sized(value.value, { from: 'sqlite', source: path, notes: [] }) : refused(`${path}: ${value.error}`);
}

const askHere: typeof readOnlySql = (file, sql, { maxRows }, values) =>
  answerSql({ file, sql, maxRows, ...(values === undefined ? {} : { values }) });

/** The reader speaks of the workspace's own tables, and of places on this machine. */
const aboutFile = (sentence: string, place: string, path: string): string =>
  sentence.startsWith('Only one SELECT')
    ? 'only one SELECT (or WITH, VALUES) can be asked: a source is read and never changed.'
    : sentence.replaceAll(place, path);
