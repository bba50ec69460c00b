import { z } from 'zod';

/** Why an attempt failed. The class alone decides what may be tried again. */
export const ERROR_CLASSES = [
  'transient',
  'rate_limited',
  'timeout',
  'invalid_output',
  'validation',
  'auth',
  'not_found',
  'policy',
  'expression_error',
  'budget_exceeded',
  'cancelled',
  'outcome_unknown',
  'engine_fault',
] as const;
export const ErrorClass = z.enum(ERROR_CLASSES);
export type ErrorClass = z.infer<typeof ErrorClass>;

export const StepError = z.object({
  class: ErrorClass,
  /** A short stable word, e.g. `no_such_skill`. */
  code: z.string().max(64),
  /** A sentence for a person: what, where, what now. */
  message: z.string().max(4000),
  retryAfterMs: z.int().nonnegative().optional(),
});
export interface StepError {
  readonly class: ErrorClass;
  readonly code: string;
  readonly message: string;
  readonly retryAfterMs?: number | undefined;
}
