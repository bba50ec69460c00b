import { neverHere } from '../base/never-here.ts';
import { asJson, jsonChanges } from '../flow/json-changes.ts';
import { sameExpression } from '../flow/same-expression.ts';
import type { Step } from '../flow/flow.ts';

/**
 * True when two steps do the same with the same resolved input. Where they lead, what they save, how often they try and how long they wait is
 * no part of that; what their templates and questions resolve to is compared as input.
 */
export function sameWork(was: Step, is: Step): boolean {
  if (was.kind === 'gate') return is.kind === 'gate' && sameExpression(was.config.expression, is.config.expression);
  return was.kind === is.kind && jsonChanges(asJson(workOf(was)), asJson(workOf(is))).length === 0;
}

/** What decides beside the input. */
function workOf(step: Exclude<Step, { kind: 'gate' }>): object {
  switch (step.kind) {
    case 'sage_skill': {
      const { skill, model, memory } = step.config;
      return { skill, model: model ?? null, memory: memory ?? null };
    }
    case 'human_task':
      return { outcomes: step.config.outcomes ?? null, form: step.config.form ?? null };
    case 'product_action':
      return { product: step.config.product, action: step.config.action };
    case 'event_wait':
      return { since: step.config.since ?? null };
    default:
      return neverHere(step);
  }
}
