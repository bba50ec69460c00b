import type { Database } from 'better-sqlite3';
import { storageError } from './storage-error.ts';

export interface WriteJob<Value> {
  /** Why this may not be done now, read inside the transaction and before anything is written; null when it may. */
  check(): Error | null;
  write(): Value;
}

export type Outcome = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: unknown };

/**
 * Writes jobs in ONE `BEGIN IMMEDIATE … COMMIT`, and gives what came of each, in their order, once it is on disk.
 *
 * A job is checked before it writes, so one that may not be done is refused alone. One that fails while it writes (a constraint, a fault of
 * ours) takes the whole group back, and then each job is done in a transaction of its own, so that again it fails alone. When the disk
 * refuses, all are refused.
 */
export type GroupWriter = (jobs: readonly WriteJob<unknown>[]) => readonly Outcome[];

export function openGroupWriter(database: Database): GroupWriter {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  const rollback = database.prepare('ROLLBACK');

  /** Null when the group was taken back and each job is to be tried alone. */
  const tryTogether = (jobs: readonly WriteJob<unknown>[]): readonly Outcome[] | null => {
    try {
      begin.run();
      const outcomes = jobs.map(done);
      commit.run();
      return outcomes;
    } catch (error) {
      if (database.inTransaction) rollback.run(); // a full disk may have rolled back by itself
      const storage = storageError(error, database.name);
      if (storage === null && jobs.length > 1) return null;
      return jobs.map(() => ({ ok: false, error: storage ?? error }));
    }
  };
  return jobs => tryTogether(jobs) ?? jobs.flatMap(job => tryTogether([job]) ?? []);
}

function done(job: WriteJob<unknown>): Outcome {
  const refusal = job.check();
  return refusal === null ? { ok: true, value: job.write() } : { ok: false, error: refusal };
}
