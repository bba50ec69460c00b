// The thread behind `openSageThreads`: one task at a time, so that whoever asked goes on meanwhile and may end it at any moment.
import { parentPort } from 'node:worker_threads';
import type { Json } from '../base/json.ts';
import type { Result } from '../base/result.ts';
import type { StepError } from '../base/step-error.ts';
import { doTask } from './do-task.ts';
import type { Order, Word } from './thread-messages.ts';

/** Progress is told when it has moved by this much: a message for each claim would cost more than the claim. */
const WORTH_TELLING = 0.01;

let questions = 0;
const asked = new Map<number, (answer: Result<Json, StepError>) => void>();
const say = (word: Word): void => parentPort?.postMessage(word);

parentPort?.on('message', (order: Order) => {
  if (order.kind === 'model-said') {
    asked.get(order.question)?.(order.answer);
    asked.delete(order.question);
    return;
  }
  let told = 0;
  const needs = {
    askModel: (request: Extract<Word, { kind: 'ask-model' }>['request']) =>
      new Promise<Result<Json, StepError>>(resolve => {
        const question = ++questions;
        asked.set(question, resolve);
        say({ kind: 'ask-model', question, request });
      }),
    tell: (share: number) => {
      if (share - told < WORTH_TELLING) return;
      told = share;
      say({ kind: 'share', share });
    },
    signal: new AbortController().signal,
  };
  Promise.resolve()
    .then(() => doTask(order.task, needs))
    .then(
      answer => say({ kind: 'done', answer }),
      (error: unknown) => say({ kind: 'fault', stack: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
});
