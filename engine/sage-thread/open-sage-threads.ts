import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Json } from '../base/json.ts';
import { refused, type Result } from '../base/result.ts';
import type { StepError } from '../base/step-error.ts';
import type { AnswerOf, ModelQuestion, Order, Task, Word } from './thread-messages.ts';

/** Enough for the largest packet several times over. */
const MAX_MEMORY_MB = 1536;
/** A thread that nobody needs for so long is ended. */
const IDLE_MS = 20_000;

/** What stays on this side while a task is done. */
export interface Side {
  readonly askModel: (request: ModelQuestion) => Promise<Result<Json, StepError>>;
  readonly tell: (share: number) => void;
  readonly signal: AbortSignal;
}

/** Threads that compute for Sage. A task has a thread to itself; as many at once as this computer can spare, others wait for their turn. */
export interface SageThreads {
  /** Refused with `cancelled` when the signal aborts, at once and whatever the task is doing. Rejects with our own mistake. */
  ask<Kind extends Task['kind']>(task: Extract<Task, { kind: Kind }>, side: Side): Promise<AnswerOf[Kind]>;
  /** Ends all of them; what is under way is refused as cancelled. */
  close(): Promise<void>;
}

export function openSageThreads(): SageThreads {
  const idle: { readonly worker: Worker; readonly leave: NodeJS.Timeout }[] = [];
  const busy = new Map<Worker, () => void>();
  const queue: (() => void)[] = [];
  const most = Math.max(1, Math.min(2, availableParallelism() - 1));

  const take = (): Worker => {
    const rested = idle.pop();
    if (rested === undefined) return startThread();
    clearTimeout(rested.leave);
    return rested.worker;
  };
  const rest = (worker: Worker): void => {
    worker.unref();
    const leave = setTimeout(() => {
      idle.splice(
        idle.findIndex(each => each.worker === worker),
        1,
      );
      void worker.terminate();
    }, IDLE_MS).unref();
    idle.push({ worker, leave });
  };

  return {
    ask: (task, side) =>
      new Promise((resolve, reject) => {
        const begin = (): void => {
          if (side.signal.aborted) {
            queue.shift()?.();
            // true: a refusal is an answer of each kind
            return resolve(refused(CANCELLED) as never);
          }
          const worker = take();
          const end = (isWhole: boolean): void => {
            side.signal.removeEventListener('abort', stop);
            worker.off('message', hear);
            worker.off('error', fail);
            busy.delete(worker);
            if (isWhole) rest(worker);
            else void worker.terminate();
            queue.shift()?.();
          };
          const stop = (): void => {
            end(false);
            resolve(refused(CANCELLED) as never); // true: a refusal is an answer of each kind
          };
          const hear = (word: Word): void => {
            if (word.kind === 'share') return side.tell(word.share);
            if (word.kind === 'ask-model') return void answerModel(worker, word, side);
            end(word.kind === 'done');
            if (word.kind === 'done')
              resolve(word.answer as never); // true: the thread answers a task with what that kind is answered with
            else reject(new Error(word.stack));
          };
          const fail = (error: Error): void => {
            end(false);
            if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY')
              resolve(refused(TOO_MUCH) as never); // true: as above
            else reject(error);
          };
          busy.set(worker, stop);
          side.signal.addEventListener('abort', stop);
          worker.ref();
          worker.on('message', hear);
          worker.on('error', fail);
          worker.postMessage({ kind: 'do', task } satisfies Order);
        };
        if (busy.size < most) begin();
        else queue.push(begin);
      }),
    async close() {
      queue.length = 0;
      for (const stop of [...busy.values()]) stop();
      await Promise.all(idle.splice(0).map(({ worker, leave }) => (clearTimeout(leave), worker.terminate())));
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
  worker.on('error', () => undefined); // what happens to a thread that does nothing is nobody's fault; a task listens for itself
  return worker;
}

async function answerModel(worker: Worker, { question, request }: Extract<Word, { kind: 'ask-model' }>, side: Side): Promise<void> {
  const answer = await side.askModel(request);
  worker.postMessage({ kind: 'model-said', question, answer } satisfies Order);
}

const CANCELLED = { class: 'cancelled', code: 'cancelled', message: 'The step was stopped before Sage had its answer.' } as const;
const TOO_MUCH = {
  class: 'validation',
  code: 'too_much_evidence',
  message:
    'The evidence of this step needs more memory than Sage may have. Split it over several slices or packets, and read them in turn.',
} as const;
