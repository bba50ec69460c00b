import type { Database } from 'better-sqlite3';
import { StorageError } from '../../runner/run-store.ts';
import { storageError } from './storage-error.ts';

/**
 * Group commit. SQLite has one writer, and a durable commit costs a flush of the disk, some hundred times what its rows cost. So everything
 * that asks to write in the same turn of the event loop is written in ONE `BEGIN IMMEDIATE … COMMIT`: fifty runs that are ready together
 * share one flush, and a run alone waits only for the end of its turn. Nobody is answered before the commit is on disk.
 *
 * A job is checked before it writes, so one that may not be done is refused alone. One that fails while it writes (a constraint, a fault of
 * ours) takes the whole group back, and then each job is done in a transaction of its own, so that again it fails alone. When the disk
 * refuses, all are refused.
 */
export interface WriteQueue {
  /** Rejects with what `check` gives, with what `write` throws, or with `StorageError`; nothing of this job is written then. */
  add<Value>(job: WriteJob<Value>): Promise<Value>;
  /** Writes what was added, and takes nothing more. */
  close(): void;
}

export interface WriteJob<Value> {
  /** Why this may not be done now, read inside the transaction and before anything is written; null when it may. */
  check(): Error | null;
  write(): Value;
}

interface QueuedJob {
  readonly job: WriteJob<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

type Settle = () => void;

export function openWriteQueue(database: Database): WriteQueue {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  const rollback = database.prepare('ROLLBACK');
  let queued: QueuedJob[] = [];
  let isClosed = false;

  const flush = (): void => {
    const jobs = queued;
    queued = [];
    if (jobs.length === 0) return;
    const settled = tryTogether(jobs) ?? jobs.flatMap(job => tryTogether([job]) ?? []);
    for (const settle of settled) settle();
  };

  /** Null when the group was taken back and each job is to be tried alone. */
  const tryTogether = (jobs: readonly QueuedJob[]): Settle[] | null => {
    const settled: Settle[] = [];
    try {
      begin.run();
      for (const queuedJob of jobs) settled.push(tryOne(queuedJob));
      commit.run();
      return settled;
    } catch (error) {
      if (database.inTransaction) rollback.run(); // a full disk may have rolled back by itself
      const storage = storageError(error, database.name);
      if (storage === null && jobs.length > 1) return null;
      return jobs.map(job => refusing(job, storage ?? error));
    }
  };

  return {
    add: <Value>(job: WriteJob<Value>) =>
      new Promise<Value>((resolve, reject) => {
        if (isClosed) {
          reject(new StorageError('The workspace is closed, so nothing more is written.'));
          return;
        }
        if (queued.length === 0) setImmediate(flush);
        queued.push({ job, resolve: value => resolve(value as Value), reject }); // true: `write` of this very job gave it
      }),
    close: () => {
      flush();
      isClosed = true;
    },
  };
}

function tryOne(queued: QueuedJob): Settle {
  const refusal = queued.job.check();
  if (refusal !== null) return refusing(queued, refusal);
  const value = queued.job.write();
  return () => queued.resolve(value);
}

const refusing =
  ({ reject }: QueuedJob, why: unknown): Settle =>
  () =>
    reject(why);
