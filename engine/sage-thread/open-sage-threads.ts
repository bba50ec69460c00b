import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { refused } from '../base/result.ts';
import { doOnThread, type Side } from './do-on-thread.ts';
import type { AnswerOf, Task } from './thread-messages.ts';

/** Enough for the largest packet several times over. */
const MAX_MEMORY_MB = 1536;
/** A thread that nobody needs for so long is ended. */
const IDLE_MS = 20_000;

/** Threads that compute for Sage. A task has a thread to itself; as many at once as this computer can spare, others wait for their turn. */
export interface SageThreads {
  /** Refused with `cancelled` when the signal aborts, at once and whatever the task is doing. Rejects with our own mistake. */
  ask<Kind extends Task['kind']>(task: Extract<Task, { kind: Kind }>, side: Side): Promise<AnswerOf[Kind]>;
  /** Ends all of them; what is under way or waits for its turn is refused as cancelled. */
  close(): Promise<void>;
}

export function openSageThreads(): SageThreads {
  const idle = new Map<Worker, NodeJS.Timeout>();
  const turns: (() => void)[] = [];
  const closing = new AbortController();
  const most = Math.max(1, Math.min(2, availableParallelism() - 1));
  let busy = 0;

  const take = (): Worker => {
    const [rested] = idle;
    if (rested === undefined) return startThread();
    clearTimeout(rested[1]);
    idle.delete(rested[0]);
    return rested[0];
  };
  const rest = (worker: Worker): void => {
    worker.unref();
    const leave = setTimeout(() => {
      idle.delete(worker);
      void worker.terminate();
    }, IDLE_MS);
    idle.set(worker, leave.unref());
  };
  const turn = (signal: AbortSignal): Promise<void> =>
    new Promise(resolve => {
      turns.push(resolve);
      signal.addEventListener('abort', () => resolve(), { once: true });
    });

  return {
    async ask<Kind extends Task['kind']>(task: Extract<Task, { kind: Kind }>, side: Side): Promise<AnswerOf[Kind]> {
      const signal = AbortSignal.any([side.signal, closing.signal]);
      while (busy >= most && !signal.aborted) await turn(signal);
      busy++;
      const worker = signal.aborted ? null : take();
      const ended = worker === null ? ({ kind: 'stopped' } as const) : await doOnThread(worker, task, { ...side, signal });
      busy--;
      turns.shift()?.();
      if (worker !== null && ended.kind === 'answer' && !closing.signal.aborted) rest(worker);
      else await worker?.terminate();
      if (ended.kind === 'fault') throw ended.error;
      // true: the thread answers a task with what that kind is answered with, and a refusal is an answer of each kind
      return (ended.kind === 'answer' ? ended.answer : refused(ended.kind === 'stopped' ? CANCELLED : TOO_MUCH)) as AnswerOf[Kind];
    },
    async close() {
      closing.abort();
      for (const [worker, leave] of idle) {
        clearTimeout(leave);
        await worker.terminate();
      }
      idle.clear();
    },
  };
}

function startThread(): Worker {
  // In a bundle the thread stands beside its caller, built; else both are sources.
  const script = import.meta.url.endsWith('.ts') ? './sage-thread.ts' : './sage-thread.js';
  const worker = new Worker(fileURLToPath(new URL(script, import.meta.url)), {
    resourceLimits: { maxOldGenerationSizeMb: MAX_MEMORY_MB },
    execArgv: [],
  });
  worker.on('error', () => undefined); // what befalls a thread at rest is nobody's fault; a task listens for itself
  return worker;
}

const CANCELLED = { class: 'cancelled', code: 'cancelled', message: 'The step was stopped before Sage had its answer.' } as const;
const TOO_MUCH = {
  class: 'validation',
  code: 'too_much_evidence',
  message:
    'The evidence of this step needs more memory than Sage may have. Split it over several slices or packets, and read them in turn.',
} as const;
