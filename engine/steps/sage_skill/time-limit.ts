import { refused, type Result } from '../../base/result.ts';
import type { StepError } from '../../base/step-error.ts';
import type { Clock } from '../../base/world.ts';
import type { StepOf } from '../../flow/flow.ts';

const DEFAULT_TIMEOUT_MS = 120_000;

/** How long an attempt of a step may take. */
export const timeLimitMs = (step: StepOf<'sage_skill'>): number => step.config.timeoutMs ?? DEFAULT_TIMEOUT_MS;

/** Gives what `work` gives, or a `timeout` when it takes longer than `limitMs`. Whoever gave the work its signal stops it then. */
export async function withinTimeLimit<Value>(
  clock: Clock,
  limitMs: number,
  signal: AbortSignal,
  work: () => Promise<Result<Value, StepError>>,
): Promise<Result<Value, StepError>> {
  const over = new AbortController();
  const stop = () => over.abort();
  signal.addEventListener('abort', stop, { once: true });
  const timer = clock.sleepUntil(clock.nowUs() + limitMs * 1000, over.signal).then((): Result<Value, StepError> =>
    signal.aborted
      ? refused({ class: 'cancelled', code: 'cancelled', message: 'The run was stopped while this step worked.' })
      : refused({
          class: 'timeout',
          code: 'time_limit',
          message: `The step gave no answer within ${(limitMs / 1000).toLocaleString('en')} seconds. Raise its time limit, or look whether the model answers.`,
        }),
  );
  try {
    return await Promise.race([work(), timer]);
  } finally {
    signal.removeEventListener('abort', stop);
    over.abort(); // ends the timer, so that no process stays alive for it
  }
}
