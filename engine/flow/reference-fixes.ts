import type { JsonValue } from '../base/json.ts';
import type { z } from 'zod';
import type { FlowProblem } from './flow-problem.ts';
import type { Step } from './flow.ts';
import { productOf, type FlowCatalog } from './flow-catalog.ts';
import { freshStepId } from './fresh-step-id.ts';
import { likeliest } from './likeliest.ts';
import type { QuickFix } from './quick-fix.ts';

/** What a step can name instead: a skill, product, action or event type there is, a person or role that is known, an outcome's id that is free. */
export function referenceFixes(step: Step, { code }: FlowProblem, catalog: FlowCatalog): readonly QuickFix[] {
  const choose = (field: string, value: z.input<typeof JsonValue>, label: string): QuickFix => ({
    label,
    edits: [{ kind: 'change-step', stepId: step.id, changes: [{ path: ['config', ...field.split('.')], value }] }],
  });
  const oneOf = (field: string, name: string, names: readonly string[], word: string): readonly QuickFix[] =>
    likeliest(name, names).map(other => choose(field, other, `${word} ${other}`));
  switch (step.kind) {
    case 'sage_skill': {
      const skills = catalog.skills.map(({ name }) => name);
      if (code === 'no-such-skill' || code === 'no-skill') return oneOf('skill', step.config.skill, skills, 'use the skill');
      return code === 'remembers-nowhere' ? [choose('memory.write', ['flow'], 'write it to the memory of this flow')] : [];
    }
    case 'product_action': {
      const { product, action } = step.config;
      const products = catalog.products.map(one => one.product);
      if (code === 'no-such-product' || code === 'no-product') return oneOf('product', product, products, 'use');
      const actions = Object.keys(productOf(catalog, product)?.actions ?? {});
      return code === 'no-such-action' || code === 'no-action' ? oneOf('action', action, actions, 'use the action') : [];
    }
    case 'event_wait': {
      const events = catalog.products.flatMap(product => Object.keys(product.events));
      return code === 'no-event-type' || code === 'unknown-event-type' ? oneOf('eventType', step.config.eventType, events, 'wait for') : [];
    }
    case 'human_task': {
      const { assignee, outcomes = [] } = step.config;
      if (code === 'no-assignee' || code === 'unknown-assignee')
        return oneOf('assignee', assignee, [...(catalog.roles ?? []), ...(catalog.users ?? [])], 'ask');
      const ids = outcomes.map(({ id }) => id);
      const at = ids.findIndex((id, index) => ids.indexOf(id) !== index);
      const id = freshStepId(ids, ids[at] ?? 'outcome');
      return code === 'outcome-twice' && at >= 0
        ? [
            {
              label: `call the second outcome ${id}`,
              edits: [{ kind: 'change-step', stepId: step.id, changes: [{ path: ['config', 'outcomes', at, 'id'], value: id }] }],
            },
          ]
        : [];
    }
    case 'gate':
      return [];
  }
}
