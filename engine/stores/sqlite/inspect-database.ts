import Database from 'better-sqlite3';
import { existsSync, statSync } from 'node:fs';
import { cannotOpen, damaged, foreign, newer, openProblem, type OpenProblem } from './open-problem.ts';
import { APPLICATION_ID, schemaNumber } from './migrate.ts';
import { NEWEST_MIGRATION } from './migrations/all-migrations.ts';

/** Files below this size are read through on opening: 25 MB take some 30 ms, and nobody waits longer than a tenth of a second for a door. */
const QUICK_CHECK_BYTES = 64 * 1024 * 1024;

export type Inspection = { readonly kind: 'absent' } | { readonly kind: 'sound'; readonly schemaNumber: number } | OpenProblem;

/**
 * Looks at a database before anything is written to it: is it one, is it ours, do we know its schema, is it whole. Reads through a
 * connection that cannot write. Never opens the file but by SQLite: on POSIX systems closing another descriptor of it would drop the locks
 * that this process holds.
 */
export function inspectDatabase(file: string): Inspection {
  try {
    const bytes = statSync(file, { throwIfNoEntry: false })?.size ?? null;
    if (bytes === null) return { kind: 'absent' };
    if (bytes === 0) return hasContent(`${file}-wal`) ? damaged(file, 'it is empty, though changes to it are waiting') : { kind: 'absent' };
    if (statSync(file).isDirectory()) return cannotOpen(file, 'it is a folder');
    const database = new Database(file, { readonly: true, fileMustExist: true });
    try {
      return inspectOpen(database, file, bytes);
    } finally {
      database.close();
    }
  } catch (error) {
    return openProblem(error, file);
  }
}

const hasContent = (file: string): boolean => existsSync(file) && statSync(file).size > 0;

function inspectOpen(database: Database.Database, file: string, bytes: number): Inspection {
  const applicationId = database.pragma('application_id', { simple: true });
  const isEmpty = database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
  if (applicationId !== APPLICATION_ID) return isEmpty && applicationId === 0 ? { kind: 'absent' } : foreign(file);
  const number = schemaNumber(database);
  if (number > NEWEST_MIGRATION) return newer(file, number, NEWEST_MIGRATION);
  if (bytes < QUICK_CHECK_BYTES) {
    const finding = database.pragma('quick_check(1)', { simple: true });
    if (finding !== 'ok') return damaged(file, String(finding));
  }
  return { kind: 'sound', schemaNumber: number };
}
