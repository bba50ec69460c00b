import type { StepError } from '../base/step-error.ts';
import type { ProductAction } from './product.ts';

/** Who was asked for what, as sentences name it. */
export interface Asked {
  /** The product's title. */
  readonly title: string;
  readonly action: string;
  readonly effect: ProductAction['effect'];
  /** Where it answers, without a path. */
  readonly origin: string;
}

/** What may have been done and must not be done twice. Nothing repeats it but a person's word. */
export const outcomeUnknown = ({ title, action }: Asked, what: string): StepError => ({
  class: 'outcome_unknown',
  code: 'maybe_done',
  message: `Nobody knows whether ${title} did “${action}”. ${what} Look in ${title} whether it was done, then say so here; it is not repeated by itself.`,
});

/** An answer that cannot be taken. Asking again is no harm, unless the action was done and must not be done twice. */
export const unusableAnswer = (asked: Asked, code: string, what: string): StepError =>
  asked.effect === 'once'
    ? outcomeUnknown(asked, what)
    : { class: 'invalid_output', code, message: `${asked.title} answered “${asked.action}” with what cannot be used. ${what}` };
