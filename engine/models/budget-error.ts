import { neverHere } from '../base/never-here.ts';
import type { StepError } from '../base/step-error.ts';

/** Why a call is not made. Money in millionths of a dollar. */
export type BudgetRefusal =
  | {
      readonly kind: 'run' | 'day';
      readonly costMicroUsd: number;
      readonly spentMicroUsd: number;
      readonly limitMicroUsd: number;
    }
  | { readonly kind: 'no-price'; readonly modelId: string };

/** Nothing was spent: it is told before the call. Never tried again by itself, because only a person can change it. */
export function budgetError(refusal: BudgetRefusal): StepError {
  switch (refusal.kind) {
    case 'run':
      return { class: 'budget_exceeded', code: 'run_limit', message: sentence('This run', refusal) };
    case 'day':
      return { class: 'budget_exceeded', code: 'day_limit', message: sentence('Today', refusal) };
    case 'no-price':
      return {
        class: 'budget_exceeded',
        code: 'no_price',
        message: `No price is known for ${refusal.modelId}, so nothing holds it to the spending limits. Enter its price in Settings, under Models (0 when it costs nothing), or take the limits away.`,
      };
    default:
      return neverHere(refusal);
  }
}

const sentence = (whose: string, { costMicroUsd, spentMicroUsd, limitMicroUsd }: Extract<BudgetRefusal, { kind: 'run' | 'day' }>): string =>
  `The next call may cost up to ${dollars(costMicroUsd)}, and ${whose === 'Today' ? 'today' : 'this run'} has ${dollars(spentMicroUsd)} of its limit of ${dollars(limitMicroUsd)} spent already. ` +
  'So it was not made. Raise the limit in Settings, under Models, or choose a cheaper model.';

/** Cents where they tell enough, else up to six places. */
export const dollars = (microUsd: number): string =>
  `$${(microUsd / 1_000_000).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: microUsd < 1_000_000 ? 6 : 2 })}`;
