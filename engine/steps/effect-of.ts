import { neverHere } from '../base/never-here.ts';
import type { Step } from '../flow/flow.ts';
import type { ProductAction } from '../products/product.ts';
import { findAction } from '../products/find-action.ts';
import type { Run } from '../trace/run.ts';
import { goesOutside } from './goes-outside.ts';
import type { StepNeeds } from './step-work.ts';

/**
 * What a lost attempt of a step means: `pure` may be repeated freely; `idempotent` may be repeated with the same key; of `llm` the paid answer
 * is in the trace already; of `once` nobody knows whether it was done, and a person must say.
 */
export type Effect = ProductAction['effect'] | 'llm';

/**
 * The effect class of a step in this run, by the manifests and skills of now. An action that is only simulated does nothing, so it is pure.
 * An action that no manifest knows any more may have been of any class, so it is held to be `once`.
 */
export function effectOf(step: Step, run: Pick<Run, 'mode'>, needs: Pick<StepNeeds, 'skills' | 'products' | 'productCalls'>): Effect {
  switch (step.kind) {
    case 'product_action': {
      if (!goesOutside(step, run, needs.productCalls)) return 'pure';
      const found = findAction(needs.products, step.config);
      if (!found.ok) return 'once';
      // An event leaves only after the step is on disk, so a lost attempt has told nobody.
      return found.value.action.delivery === 'event' ? 'pure' : found.value.action.effect;
    }
    case 'sage_skill':
      return needs.skills.find(step.config.skill)?.effect ?? 'pure';
    case 'human_task':
    case 'event_wait':
    case 'gate':
      return 'pure';
    default:
      return neverHere(step);
  }
}
