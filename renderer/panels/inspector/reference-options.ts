import type { Catalog } from '../../../engine/contract/catalog.ts';
import { stepTitle, type Flow, type Step } from '../../../engine/flow/flow.ts';
import { neverHere } from '../../../engine/base/never-here.ts';
import type { ReferenceOption } from './form-place.ts';
import type { ReferenceTo } from './form-shape.ts';

/** What a field of a step may refer to: names of the catalog, people, the other steps. An action's options are those of the step's own product. */
export function referenceOptions(to: ReferenceTo, flow: Flow, step: Step | null, catalog: Catalog | null): readonly ReferenceOption[] {
  switch (to) {
    case 'step':
      return flow.steps.filter(other => other.id !== step?.id).map(other => ({ value: other.id, label: stepTitle(other) }));
    case 'skill':
      return catalog?.skills.map(skill => ({ value: skill.name, label: skill.title })) ?? [];
    case 'product':
      return catalog?.products.map(product => ({ value: product.product, label: product.title })) ?? [];
    case 'action': {
      const chosen = step?.kind === 'product_action' ? step.config.product : undefined;
      const product = catalog?.products.find(one => one.product === chosen);
      return Object.entries(product?.actions ?? {}).map(([action, { title }]) => ({ value: action, label: title }));
    }
    case 'eventType':
      return (
        catalog?.products.flatMap(product => Object.entries(product.events).map(([type, { title }]) => ({ value: type, label: title }))) ??
        []
      );
    case 'assignee':
      return [...(catalog?.roles ?? []), ...(catalog?.users ?? [])].map(actor => ({
        value: actor,
        label: actor.startsWith('role:') ? 'Role' : 'Person',
      }));
    default:
      return neverHere(to);
  }
}
