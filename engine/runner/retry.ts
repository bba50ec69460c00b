import { sha256Hex } from '#sha256';
import { neverHere } from '../base/never-here.ts';
import type { ErrorClass, StepError } from '../base/step-error.ts';
import type { Retry } from '../flow/flow.ts';

/** Attempts where a step says nothing. */
export const DEFAULT_RETRY = { maxAttempts: 3, baseMs: 500, capMs: 30_000 };

/**
 * Attempts at most for this error, or 1 when it is never tried again. An answer of a wrong shape gets one more try: each attempt has told retries
 * of its own. So does a fault of ours, whatever the step allows: it takes nothing from the step's attempts, and it never goes round for ever.
 */
function attemptsFor(errorClass: ErrorClass, maxAttempts: number): number {
  switch (errorClass) {
    case 'transient':
    case 'rate_limited':
    case 'timeout':
      return maxAttempts;
    case 'engine_fault':
      return 2;
    case 'invalid_output':
      return Math.min(maxAttempts, 2);
    case 'validation':
    case 'auth':
    case 'not_found':
    case 'policy':
    case 'expression_error':
    case 'budget_exceeded':
    case 'cancelled':
    case 'outcome_unknown':
      return 1;
    default:
      return neverHere(errorClass);
  }
}

/**
 * Milliseconds until the next attempt, or null when there is none. `failures` counts those before this one, faults of ours apart.
 * Delay = min(cap, base · 2ⁿ) · jitter in [0.5, 1), from a hash of `identity` (run, step, visit, attempt): the same run waits the same time again.
 * A provider's own retry-after is waited in full.
 */
export function retryDelayMs(error: StepError, retry: Retry | undefined, failures: number, identity: string): number | null {
  const maxAttempts = retry?.maxAttempts ?? DEFAULT_RETRY.maxAttempts;
  const baseMs = retry?.baseMs ?? DEFAULT_RETRY.baseMs;
  const capMs = retry?.capMs ?? DEFAULT_RETRY.capMs;
  if (failures + 1 >= attemptsFor(error.class, maxAttempts)) return null;
  const jitter = 0.5 + Number.parseInt(sha256Hex(identity).slice(0, 8), 16) / 2 ** 33;
  const delayMs = Math.round(Math.min(capMs, baseMs * 2 ** failures) * jitter);
  return Math.max(delayMs, error.retryAfterMs ?? 0);
}
