import type { Catalog } from '../../../engine/contract/catalog.ts';
import type { Json } from '../../../engine/base/json.ts';
import type { Step } from '../../../engine/flow/flow.ts';
import type { StepKind } from '../../../engine/steps/step-definition.ts';
import { neverHere } from '../../../engine/base/never-here.ts';
import { DEFAULT_OUTCOMES } from '../../../engine/steps/human_task/definition.ts';
import { sampleOf } from '../events/sample-event.ts';

/** What a stand-in for a step's output is called: a product and an event are mocked, all else is pinned. */
export const pinWord = (kind: StepKind): 'Mocked' | 'Pinned' => (kind === 'product_action' || kind === 'event_wait' ? 'Mocked' : 'Pinned');

/** What a pinned output does instead of the step, as a sentence. */
export function pinSentence(step: Step): string {
  switch (step.kind) {
    case 'sage_skill':
      return 'Drafts take this in place of what Sage would answer: no model is asked, and nothing of it goes into the cache.';
    case 'human_task':
      return 'Drafts take this in place of a person’s answer, so nobody is asked.';
    case 'product_action':
      return 'Drafts take this as what the product answered: neither the product nor its example is asked.';
    case 'event_wait':
      return 'Drafts take this as the event that came, so they do not wait.';
    case 'gate':
      return 'A gate decides by what it reads. Pin the step whose output it reads.';
    default:
      return neverHere(step);
  }
}

/** An output that such a step could give, to begin with. */
export function sampleOutput(step: Step, catalog: Catalog | null): Json {
  switch (step.kind) {
    case 'human_task': {
      const [outcome] = step.config.outcomes ?? DEFAULT_OUTCOMES;
      return { outcome: outcome?.id ?? 'approve', comment: null, data: {}, by: step.config.assignee, at: '2027-01-01T09:00:00Z' };
    }
    case 'product_action': {
      const { product, action } = step.config;
      const actions = catalog?.products.find(one => one.product === product)?.actions ?? {};
      return Object.hasOwn(actions, action) ? (actions[action]?.examples[0]?.response ?? {}) : {};
    }
    case 'event_wait': {
      const { product, eventType, example } = sampleOf(catalog?.products ?? [], step.config.eventType);
      return { event: { v: 1, event_id: 'evt_sample', product, event_type: eventType, payload: example } };
    }
    case 'sage_skill':
    case 'gate':
      return {};
    default:
      return neverHere(step);
  }
}
