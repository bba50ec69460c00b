import type { Worker } from 'node:worker_threads';
import type { Json } from '../base/json.ts';
import { neverHere } from '../base/never-here.ts';
import type { Result } from '../base/result.ts';
import type { StepError } from '../base/step-error.ts';
import type { AnswerOf, ModelQuestion, Order, Task, Word } from './thread-messages.ts';

/** What stays on this side while a task is done. */
export interface Side {
  readonly askModel: (request: ModelQuestion) => Promise<Result<Json, StepError>>;
  /** Told how much is done, from 0 to 1. */
  readonly tell: (share: number) => void;
  readonly signal: AbortSignal;
}

/** How a task on a thread ended. Only after an answer can the thread do another. */
export type Ended =
  | { readonly kind: 'answer'; readonly answer: AnswerOf[Task['kind']] }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'too-much' }
  | { readonly kind: 'fault'; readonly error: Error };

/** Has a resting thread do one task. Ends early when the side's signal aborts; what the thread says after that nobody hears. */
export function doOnThread(worker: Worker, task: Task, side: Side): Promise<Ended> {
  return new Promise(resolve => {
    const end = (ended: Ended): void => {
      side.signal.removeEventListener('abort', stop);
      worker.off('message', hear);
      worker.off('error', fail);
      resolve(ended);
    };
    const stop = (): void => end({ kind: 'stopped' });
    const fail = (error: Error): void =>
      end('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? { kind: 'too-much' } : { kind: 'fault', error });
    const hear = (word: Word): void => {
      switch (word.kind) {
        case 'share':
          side.tell(word.share);
          break;
        case 'ask-model':
          answerModel(worker, word, side).catch(fail);
          break;
        case 'done':
          end({ kind: 'answer', answer: word.answer });
          break;
        case 'fault':
          end({ kind: 'fault', error: new Error(word.stack) });
          break;
        default:
          neverHere(word);
      }
    };
    side.signal.addEventListener('abort', stop);
    worker.on('message', hear);
    worker.on('error', fail);
    worker.ref();
    worker.postMessage({ kind: 'do', task } satisfies Order);
  });
}

async function answerModel(worker: Worker, { question, request }: Extract<Word, { kind: 'ask-model' }>, side: Side): Promise<void> {
  const answer = await side.askModel(request);
  worker.postMessage({ kind: 'model-said', question, answer } satisfies Order);
}
