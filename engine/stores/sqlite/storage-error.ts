import Database from 'better-sqlite3';
import { dirname } from 'node:path';
import { StorageError } from '../../runner/run-store.ts';

/** SQLite's own error, with its code such as `SQLITE_FULL`. */
export interface SqliteError extends Error {
  readonly code: string;
}

export const isSqliteError = (error: unknown): error is SqliteError => error instanceof Database.SqliteError;

/** What the disk did, by the beginning of SQLite's code (https://sqlite.org/rescode.html); more specific ones first. */
const SENTENCES: readonly (readonly [code: string, sentence: string])[] = [
  ['SQLITE_FULL', 'The disk is full, so nothing was written. Make room, then try again.'],
  [
    'SQLITE_READONLY',
    'The database may not be written to, so nothing was written. Look at the rights of the folder, or open it as its owner.',
  ],
  ['SQLITE_CORRUPT', 'The database is damaged, so nothing was written. Close the workspace and open it again to see the ways out.'],
  ['SQLITE_NOTADB', 'The database was overwritten by something else, so nothing was written. Close the workspace and put a copy back.'],
  ['SQLITE_CANTOPEN', 'The database cannot be opened, so nothing was written. Look whether its folder is there and may be written in.'],
  ['SQLITE_IOERR', 'The disk failed while reading or writing, so nothing was written. Look at the disk, then try again.'],
  ['SQLITE_BUSY', 'Another program holds the database, so nothing was written. Close it, then try again.'],
  ['SQLITE_NOMEM', 'The computer is out of memory, so nothing was written. Close other programs, then try again.'],
];

/** The `StorageError` that an error of SQLite stands for; null when it is none of the disk's, e.g. a constraint. `file` is the database it happened to. */
export function storageError(error: unknown, file?: string): StorageError | null {
  if (error instanceof StorageError) return error;
  if (!isSqliteError(error)) return null;
  const sentence = SENTENCES.find(([code]) => error.code.startsWith(code))?.[1];
  if (sentence === undefined) return null;
  const place = file === undefined ? '' : ` The workspace is in ${dirname(file)}.`;
  return new StorageError(`${sentence}${place} (${error.code}: ${error.message})`, { cause: error });
}

/** Answers a read: rejects with `StorageError` when the disk or the database refuses it. */
export function answerRead<Value>(read: () => Value): Promise<Value> {
  return new Promise((resolve, reject) => {
    try {
      resolve(read());
    } catch (error) {
      reject(storageError(error) ?? (error as Error)); // true: SQLite, zod and JSON.parse throw Errors
    }
  });
}
