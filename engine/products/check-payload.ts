import type { JsonObject } from '../base/json.ts';
import { schemaProblems } from '../base/json-schema.ts';
import type { StepError } from '../base/step-error.ts';
import type { ProductAction } from './product.ts';

/** Why a payload does not fit its action, or null. */
export function payloadError(
  { product, action }: { readonly product: string; readonly action: string },
  { payload: schema }: ProductAction,
  payload: JsonObject,
): StepError | null {
  const [problem] = schemaProblems(schema, payload);
  if (problem === undefined) return null;
  const place = problem.path === '' ? 'The payload' : `Payload ${problem.path}`;
  return {
    class: 'validation',
    code: 'payload_mismatch',
    message: `${place} does not fit ${product}.${action}: ${problem.message.slice(0, 500)}`,
  };
}
