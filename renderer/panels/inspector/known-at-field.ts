import { isJsonObject, type Json } from '../../../engine/base/json.ts';
import type { Variables } from '../../../engine/expression/expression.ts';
import type { FlowShapes } from '../../../engine/flow/flow-shapes.ts';
import type { Flow, Step } from '../../../engine/flow/flow.ts';
import { shapesSeen, sightOf } from '../../../engine/flow/sight.ts';
import type { KnownAtField } from './form-place.ts';
import { dotted, valueAt, type FieldPath } from './value-at.ts';

/** What an expression at a field of a step may read: names and shapes from the flow, values from the picked packet and the shown run. */
export function knownAtField(flow: Flow, step: Step, shapes: FlowShapes, variables: Variables | null, path: FieldPath): KnownAtField {
  const { sees, isTest } = sightOf(step, dotted(path));
  const seen = shapesSeen(sees, step, flow, shapes);
  return {
    roots: ORDER.filter(root => Object.hasOwn(seen, root)),
    shapes: seen,
    variables: variables === null ? null : valuesSeen(variables, step, sees),
    isTest,
  };
}

/** As a person looks for them: the evidence first, what concerns the run itself last. */
const ORDER = ['output', 'event', 'payload', 'packet', 'context', 'steps', 'run'];

/** Beside what every expression reads: this step's own last output, or the event that it last waited for. */
function valuesSeen(variables: Variables, step: Step, sees: ReturnType<typeof sightOf>['sees']): Variables {
  const output = valueAt(variables['steps'], [step.id, 'output']);
  if (output === undefined || sees === 'run') return variables;
  if (sees === 'output') return { ...variables, output };
  const event: Json = isJsonObject(output) ? (output['event'] ?? null) : null;
  return isJsonObject(event) ? { ...variables, event, payload: event['payload'] ?? null } : variables;
}
