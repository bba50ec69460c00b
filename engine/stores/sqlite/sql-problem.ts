import type { Database } from 'better-sqlite3';
import { isSqliteError } from './storage-error.ts';
import type { SqlProblem } from './sql-request.ts';

export const ONLY_QUESTIONS =
  'Only one SELECT (or WITH, VALUES, EXPLAIN) can be asked here: the trace and the ledger are never changed by hand.';

/** What is wrong with a question, and where when that can be told. `database` is asked nothing but to read parts of the question; null when it is not open. */
export function problemOf(error: unknown, file: string, sql: string, database: Database | null): SqlProblem {
  if ((error instanceof RangeError || error instanceof TypeError) && /named parameter/.test(error.message))
    return {
      sentence: 'The question names a :parameter that has no value. Write the value in its place.',
      ...placeOf(sql, /(?<![\w:]):[a-z_]\w*/i),
    };
  if (error instanceof RangeError) return { sentence: ONLY_QUESTIONS }; // several statements, or none
  if (error instanceof TypeError && !isSqliteError(error)) return { sentence: `${file} cannot be opened: ${error.message}.` };
  if (!isSqliteError(error)) throw error;
  if (error.code !== 'SQLITE_ERROR') return { sentence: `${file} cannot be read (${error.code}: ${error.message}).` };
  return { sentence: `SQLite does not understand the question: ${error.message}.`, ...whereOf(error.message, sql, database) };
}

interface Place {
  readonly position: number;
  readonly length: number;
}

/** SQLite names the word it stumbled over, and better-sqlite3 does not pass on where it stands. */
function whereOf(message: string, sql: string, database: Database | null): Place | Record<string, never> {
  const near = /^near "([\s\S]+)": /.exec(message)?.[1];
  if (near !== undefined) return stumble(near, message, sql, database);
  const word = /^no such (?:column|table|function|collation sequence): (?:"|\[|`)?([^\s"`\]]+)/.exec(message)?.[1];
  const ambiguous = /^ambiguous column name: (\S+)/.exec(message)?.[1];
  const named = word ?? ambiguous;
  if (named === undefined) return /incomplete input/.test(message) ? { position: sql.trimEnd().length, length: 1 } : {};
  return placeOf(sql, new RegExp(`(?<![\\w.])${escaped(named)}(?!\\w)`, 'i'));
}

/** Of several places, the first where the question cut off behind the word stumbles over that very word: before it, only its end is missing. */
function stumble(word: string, message: string, sql: string, database: Database | null): Place | Record<string, never> {
  const places = [...plain(sql).matchAll(new RegExp(escaped(word), 'g'))].map(({ index }) => index);
  const [only] = places;
  if (places.length < 2 || database === null) return only === undefined ? {} : { position: only, length: word.length };
  const found = places.find(position => messageOf(database, sql.slice(0, position + word.length)) === message);
  return found === undefined ? {} : { position: found, length: word.length };
}

function messageOf(database: Database, sql: string): string | null {
  try {
    database.prepare(sql);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : null;
  }
}

function placeOf(sql: string, word: RegExp): Place | Record<string, never> {
  const match = word.exec(plain(sql));
  return match === null ? {} : { position: match.index, length: match[0].length };
}

/** The question with its texts and comments blanked out, every other character where it was. */
const plain = (sql: string): string => sql.replace(/'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\//g, passage => passage.replace(/[^\n]/g, ' '));

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
