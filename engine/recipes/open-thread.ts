import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { AnswerOf, BuildStep, Question, Reply, Task, TaskKind, TaskOf } from './thread-messages.ts';

/** Enough for the largest packet several times over; a document that asks for more is made to ask for it. */
const MAX_MEMORY_MB = 1024;

/** The thread ended before it answered. `memory`: what it read needed more than it may have. `time`: it was stopped. */
export class ThreadLost extends Error {
  override readonly name = 'ThreadLost';
  readonly reason: 'memory' | 'time' | 'stopped';
  constructor(reason: 'memory' | 'time' | 'stopped') {
    super(`The thread that reads documents was lost (${reason}).`);
    this.reason = reason;
  }
}

/** A thread of its own that does tasks, in turn or side by side as they wait for disk and network. */
export interface PacketThread {
  /** Rejects with `ThreadLost`, or with our own mistake. */
  ask<Kind extends TaskKind>(task: TaskOf<Kind>, onStep?: (step: BuildStep) => void): Promise<AnswerOf<Kind>>;
  /** Ends it at once; whatever is asked is lost, for this reason. */
  end(reason: ThreadLost['reason']): Promise<void>;
}

/** Starts with the first question. Keeps no process alive that has nothing else to do. */
export function openThread(): PacketThread {
  // In a bundle the thread stands beside its caller, built; else both are sources.
  const script = import.meta.url.endsWith('.ts') ? './packet-thread.ts' : './packet-thread.js';
  const worker = new Worker(fileURLToPath(new URL(script, import.meta.url)), {
    resourceLimits: { maxOldGenerationSizeMb: MAX_MEMORY_MB },
    // What libraries print about documents belongs to nobody.
    stdout: true,
    stderr: true,
    execArgv: [],
  });
  worker.stdout.resume();
  worker.stderr.resume();
  const waiting = new Map<number, Waiting>();
  let lost: Error | null = null;
  let lastId = 0;
  const lose = (why: Error): void => {
    lost ??= why;
    for (const { reject } of waiting.values()) reject(lost);
    waiting.clear();
  };
  worker.on('message', (reply: Reply) => {
    const asked = waiting.get(reply.id);
    if (reply.kind === 'step') {
      asked?.onStep?.(reply.step);
      return;
    }
    waiting.delete(reply.id);
    if (waiting.size === 0) worker.unref();
    if (reply.kind === 'answer') asked?.resolve(reply.answer);
    else asked?.reject(new Error(reply.stack));
  });
  worker.on('error', (error: Error) =>
    lose('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new ThreadLost('memory') : error),
  );
  worker.on('exit', () => lose(new ThreadLost('stopped')));
  worker.unref();
  return {
    ask<Kind extends TaskKind>(task: TaskOf<Kind>, onStep?: (step: BuildStep) => void) {
      return new Promise<AnswerOf<Kind>>((resolve, reject) => {
        if (lost !== null) {
          reject(lost);
          return;
        }
        lastId += 1;
        // true: the thread answers a task with what that kind of task is answered with
        waiting.set(lastId, { resolve: resolve as (answer: unknown) => void, reject, onStep });
        worker.ref();
        worker.postMessage({ id: lastId, task: task as Task } satisfies Question, givenAway(task as Task));
      });
    },
    async end(reason) {
      lose(new ThreadLost(reason));
      await worker.terminate();
    },
  };
}

/** A packet's file goes over without being copied, where it is alone in its memory. */
function givenAway(task: Task): ArrayBuffer[] {
  if (task.kind !== 'keep') return [];
  const { buffer, byteLength } = task.file;
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [];
}

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly onStep: ((step: BuildStep) => void) | undefined;
}
