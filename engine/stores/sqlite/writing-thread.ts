import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Outcome } from './group-writer.ts';
import { isBulky, textOfJobs } from './job-text.ts';
import type { RunJob } from './run-jobs.ts';
import { outcomeTold, type ToldOutcome } from './told-outcome.ts';

/**
 * A thread that writes. While SQLite writes and flushes, its thread does nothing else; so where many runs are under way, one thread computes
 * the next boundaries, and answers windows, while another writes the last. On two threads of one processor core 50 runs in flight gain
 * little by it (6,400 to 6,800 steps/s, at 210 µs of processor a step instead of 160), and the thread that answers windows no longer
 * stands still for a flush, which a busy disk takes milliseconds for. It costs a message each way, so what comes alone is written without it.
 */
export interface WritingThread {
  /** Whether groups can be given to it: it takes a moment to start, and may have failed. */
  isReady(): boolean;
  /** In the order of calls; several may be under way. Rejects with `ThreadLostError` when nobody knows what came of the group. */
  write(jobs: readonly RunJob[]): Promise<readonly Outcome[]>;
  close(): Promise<void>;
}

/** The thread ended in the midst of writing. */
export class ThreadLostError extends Error {
  override readonly name = 'ThreadLostError';
}

/** Of memory: what it is given is written and forgotten. It takes 28 MB without this and 15 MB with it. */
const SMALL = { maxYoungGenerationSizeMb: 2, stackSizeMb: 2 };

interface Pending {
  readonly resolve: (outcomes: readonly Outcome[]) => void;
  readonly reject: (error: ThreadLostError) => void;
}

export function openWritingThread(file: string): WritingThread {
  const pending: Pending[] = [];
  let ready = false;
  const worker = new Worker(entry(), { workerData: file, name: 'atelier-writer', resourceLimits: SMALL });
  const lose = (): void => {
    ready = false;
    for (const { reject } of pending.splice(0)) reject(new ThreadLostError('The thread that writes has ended.'));
  };
  worker.on('message', (word: 'ready' | readonly ToldOutcome[]) => {
    if (word === 'ready') {
      ready = true;
      return;
    }
    pending.shift()?.resolve(word.map(outcomeTold));
    if (pending.length === 0) worker.unref();
  });
  worker.on('error', lose);
  const exited = new Promise<void>(resolve => worker.once('exit', () => resolve()));
  worker.on('exit', lose);
  worker.unref();
  return {
    isReady: () => ready,
    write: jobs =>
      new Promise((resolve, reject) => {
        pending.push({ resolve, reject });
        worker.ref();
        worker.postMessage(jobs.some(isBulky) ? jobs : textOfJobs(jobs));
      }),
    close: () => {
      ready = false;
      worker.ref();
      worker.postMessage(null);
      return exited;
    },
  };
}

/** As source beside this file, or as a file of its own beside the bundle. */
const entry = (): string =>
  fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? './write-thread.ts' : './write-thread.js', import.meta.url));
