import type { Database } from 'better-sqlite3';
import { StorageError } from '../../runner/run-store.ts';
import { openGroupWriter, type Outcome, type WriteJob } from './group-writer.ts';
import type { RunJob } from './run-jobs.ts';
import type { WritingThread } from './writing-thread.ts';

/**
 * Group commit. SQLite has one writer, and a durable commit costs a flush of the disk, some hundred times what its rows cost. So everything
 * that asks to write in the same turn of the event loop is written in one transaction: fifty runs that are ready together share one flush,
 * and a run alone waits only for the end of its turn. Nobody is answered before the commit is on disk.
 *
 * Where many runs write at once, their jobs go to a thread that writes (`WritingThread`), `GROUP` at a time, so that it has work while the
 * next are computed. The two never write at the same moment: what only this thread can do waits until the other has answered.
 */
export interface WriteQueue {
  /**
   * Rejects with what `check` gives, with what `write` throws, or with `StorageError`; nothing of this job is written then. `portable` is the
   * same job for the thread that writes.
   */
  add<Value>(job: WriteJob<Value>, portable?: PortableJob): Promise<Value>;
  /** Writes what was added, and takes nothing more. */
  close(): Promise<void>;
}

/** Jobs for one transaction of the writing thread: half of the runs that are usually in flight, so that neither side waits for the other. */
const GROUP = 16;
/** One is being written and one is ready. While a slow disk flushes, the next group grows instead: fewer flushes for the same jobs. */
const MOST_AWAITED = 2;
/** A group of at least so many is worth a message to the thread and back. */
const WORTH_A_THREAD = 4;
/** The thread is started once so many groups were worth it: a command that runs one flow never needs it. */
const GROUPS_BEFORE_THREAD = 8;

export interface PortableJob {
  readonly plain: RunJob;
  /** What it gave, when it was written and the answer was lost; null when it was not written. */
  found(): { readonly value: unknown } | null;
}

interface QueuedJob {
  readonly job: WriteJob<unknown>;
  /** Null when only this thread can do it. */
  readonly portable: PortableJob | null;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

interface ThreadGroup {
  readonly thread: WritingThread;
  readonly plain: readonly RunJob[];
}

/** Without `startThread` everything is written in this thread. */
export function openWriteQueue(database: Database, startThread: (() => WritingThread) | null = null): WriteQueue {
  const writeGroup = openGroupWriter(database);
  let queued: QueuedJob[] = [];
  let scheduled = false;
  let isClosed = false;
  let worthy = 0;
  let thread: WritingThread | null = null;
  /** Groups that the thread has not answered yet. */
  let awaited = 0;
  const answers = new Set<Promise<void>>();

  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(flush);
  };

  const writeHere = (jobs: readonly QueuedJob[]): void => settle(jobs, writeGroup(jobs.map(({ job }) => job)));

  const flush = (): void => {
    scheduled = false;
    if (queued.length === 0) return;
    const isWorthIt = queued.length >= WORTH_A_THREAD;
    if (isWorthIt && startThread !== null) {
      worthy += 1;
      if (worthy === GROUPS_BEFORE_THREAD) thread = startThread();
    }
    if (isWorthIt || awaited > 0) {
      if (awaited === MOST_AWAITED) return; // goes with the next answer, and is a larger group by then
      const group = portableGroup();
      if (group !== null) {
        writeThere(group);
        return;
      }
    }
    if (awaited > 0) return; // written when the thread has answered
    const jobs = queued;
    queued = [];
    writeHere(jobs);
  };

  /** All that is queued, for the thread; null when it is not there or not all can be given to it. */
  const portableGroup = (): ThreadGroup | null => {
    if (thread?.isReady() !== true) return null;
    const plain = queued.flatMap(({ portable }) => portable?.plain ?? []);
    return plain.length === queued.length ? { thread, plain } : null;
  };

  const writeThere = ({ thread: writer, plain }: ThreadGroup): void => {
    const jobs = queued;
    queued = [];
    awaited += 1;
    const answer = writer
      .write(plain)
      .then(outcomes => settle(jobs, outcomes))
      .catch(() => {
        // Nobody knows whether the group was written: those of its jobs that stand in the database already are done, the others are done here.
        if (thread === writer) thread = null;
        void writer.close();
        for (const job of jobs) {
          const found = job.portable?.found() ?? null;
          if (found === null) writeHere([job]);
          else job.resolve(found.value);
        }
      })
      .finally(() => {
        awaited -= 1;
        answers.delete(answer);
        if (queued.length > 0) schedule();
      });
    answers.add(answer);
  };

  return {
    add: <Value>(job: WriteJob<Value>, portable: PortableJob | null = null) =>
      new Promise<Value>((resolve, reject) => {
        if (isClosed) {
          reject(new StorageError('The workspace is closed, so nothing more is written.'));
          return;
        }
        queued.push({ job, portable, resolve: value => resolve(value as Value), reject }); // true: `write` of this very job gave it
        const group = queued.length >= GROUP && awaited < MOST_AWAITED ? portableGroup() : null;
        if (group === null) schedule();
        else writeThere(group);
      }),
    close: async () => {
      isClosed = true;
      while (answers.size > 0) await Promise.all(answers);
      if (queued.length > 0) {
        const jobs = queued;
        queued = [];
        writeHere(jobs);
      }
      await thread?.close();
    },
  };
}

function settle(jobs: readonly QueuedJob[], outcomes: readonly Outcome[]): void {
  for (const [index, { resolve, reject }] of jobs.entries()) {
    const outcome = outcomes[index];
    if (outcome === undefined) reject(new Error('A job was given to the writer and has no outcome.'));
    else if (outcome.ok) resolve(outcome.value);
    else reject(outcome.error);
  }
}
