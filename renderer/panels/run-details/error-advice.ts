import type { ErrorClass } from '../../../engine/base/step-error.ts';

/** What a person can do about an attempt that failed, by the error's class. */
export const ERROR_ADVICE: Readonly<Record<ErrorClass, string>> = {
  transient: 'This often passes by itself: run again, or give the step more attempts.',
  rate_limited: 'The provider asks for a pause: run again in a few minutes.',
  timeout: 'Give the step a longer time limit, or its skill less to read.',
  invalid_output: 'The answer did not fit the skill’s output. Say more plainly in the prompt what is asked, or choose another model.',
  validation: 'Put the step’s input right: what it was given does not fit what it asks for.',
  auth: 'Check the key of this provider or product in Settings.',
  not_found: 'Choose a skill, product or action that is in this workspace.',
  policy: 'A rule of this workspace forbids it. Ask whoever keeps the rules.',
  expression_error: 'Correct the expression, or the value that it reads.',
  budget_exceeded: 'Raise the spending limit in Settings, or give the step less to read.',
  cancelled: 'Run again when you want to go on.',
  outcome_unknown: 'It is not known whether the product acted. Look there first, then run again or go on by hand.',
  engine_fault: 'This is a fault of Atelier, not of your flow. Run again, and report it with its number if it stays.',
};
