import { Flow } from '../../../engine/flow/flow.ts';
import type { FlowCatalog } from '../../../engine/flow/flow-catalog.ts';

/** A step as a test writes it. */
export interface WrittenStep {
  readonly id: string;
  readonly kind: string;
  readonly title?: string;
  readonly config?: object;
  readonly [field: string]: unknown;
}

/** A flow of these steps that begins with the first. `more` are further fields of the document. */
export function aFlow(steps: readonly WrittenStep[], more: object = {}): Flow {
  return Flow.parse({
    format: 'atelier-flow/1',
    name: 'Test',
    ...(steps[0] === undefined ? {} : { start: steps[0].id }),
    steps,
    ...more,
  });
}

export const skill = (id: string, more: object = {}): WrittenStep => ({ id, kind: 'sage_skill', config: { skill: 'echo' }, ...more });

export const gate = (id: string, config: object): WrittenStep => ({ id, kind: 'gate', config });

export const human = (id: string, config: object = {}, more: object = {}): WrittenStep => ({
  id,
  kind: 'human_task',
  config: { assignee: 'role:partner', description: 'Decide.', ...config },
  ...more,
});

/** A skill that takes anything and one that is particular; a product with an action and an event. */
export const CATALOG: FlowCatalog = {
  skills: [
    { name: 'echo', input: { type: 'object' }, output: {} },
    {
      name: 'score_mission_fit',
      input: {
        type: 'object',
        required: ['intake'],
        properties: { intake: { type: 'string' }, top: { type: 'integer', maximum: 10 } },
        additionalProperties: false,
      },
      output: { type: 'object', properties: { score: { type: 'number' } }, additionalProperties: false },
    },
  ],
  products: [
    {
      product: 'janice',
      actions: {
        share: {
          payload: { type: 'object', required: ['to'], properties: { to: { type: 'string' } } },
          response: { type: 'object', properties: { link: { type: 'string' } } },
        },
      },
      events: {
        'janice.reply.received': { payload: { type: 'object', properties: { text: { type: 'string' } }, additionalProperties: false } },
      },
    },
  ],
  roles: ['role:partner'],
};
