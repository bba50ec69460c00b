import { dirname } from 'node:path';
import { isSqliteError, storageError } from './storage-error.ts';

/** Why a workspace's database was not opened. Nothing was written then; `sentence` says what, where and what now. */
export interface OpenProblem {
  readonly kind: 'read-only-folder' | 'locked' | 'newer' | 'damaged' | 'not-a-database' | 'storage';
  readonly sentence: string;
}

export const damaged = (file: string, why: string): OpenProblem => ({
  kind: 'damaged',
  sentence:
    `The database ${file} is damaged (${why}), so it was left as it is. Put a copy of it back, or move it away to begin with an empty one; ` +
    'the files in packets, skills and artefacts beside it are untouched.',
});

export const readOnlyFolder = (path: string): OpenProblem => ({
  kind: 'read-only-folder',
  sentence: `Atelier may not write in ${path}. Give yourself the right to write there, or copy the folder to where you may; nothing was changed.`,
});

export const newer = (file: string, itsNumber: number, ourNumber: number): OpenProblem => ({
  kind: 'newer',
  sentence:
    `The database ${file} was made by a newer Atelier (its schema is number ${itsNumber}, this program knows ${ourNumber}). ` +
    'Nothing was touched: update Atelier, or open a workspace in another folder.',
});

export const foreign = (file: string): OpenProblem => ({
  kind: 'not-a-database',
  sentence: `${file} is the database of another program, so it was left as it is. Move it away, or open a workspace in another folder.`,
});

export const cannotOpen = (file: string, why: string): OpenProblem => ({
  kind: 'storage',
  sentence: `The database ${file} cannot be opened: ${why}. Look at the disk and at the rights of the folder, then open it again.`,
});

/** What an error while opening means. Throws on what the disk and the file have no part in. */
export function openProblem(error: unknown, file: string): OpenProblem {
  if (isSqliteError(error)) {
    if (error.code.startsWith('SQLITE_NOTADB')) return damaged(file, 'it does not begin as a database does');
    if (error.code.startsWith('SQLITE_CORRUPT')) return damaged(file, error.message);
    // Even a reader of a write-ahead log makes files beside the database.
    if (error.code.startsWith('SQLITE_READONLY') || error.code === 'SQLITE_CANTOPEN') return readOnlyFolder(dirname(file));
  }
  const storage = storageError(error);
  if (storage !== null) return { kind: 'storage', sentence: `${file}: ${storage.message}` };
  const code = isFileError(error) ? error.code : null;
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return readOnlyFolder(dirname(file));
  if (code !== null && error instanceof Error) return cannotOpen(file, error.message);
  throw error;
}

const isFileError = (error: unknown): error is { readonly code: string } =>
  error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string';
