import type { Json, JsonObject } from '../base/json.ts';
import { canonicalJson } from '../base/canonical-json.ts';
import { schemaProblems } from '../base/json-schema.ts';
import { ok, refused, type Result } from '../base/result.ts';
import type { StepError } from '../base/step-error.ts';
import type { Products } from './product.ts';

export interface SimulatedAnswer {
  readonly response: Json;
  /** Nobody outside was asked: it stands on the trace row and on the card. */
  readonly simulated: true;
}

/**
 * What a product would answer, as long as no endpoint is configured: the response of the first example whose payload agrees with the call in
 * every key it names, else of the first. Refuses a product or action nobody registered (`not_found`) and a payload that misses its schema (`validation`).
 */
export function simulateAction(
  products: Products,
  call: { readonly product: string; readonly action: string; readonly payload: JsonObject },
): Result<SimulatedAnswer, StepError> {
  const manifest = products.find(call.product);
  if (manifest === undefined) {
    return refused({
      class: 'not_found',
      code: 'no_such_product',
      message: `No product “${call.product}” is registered. Add its manifest to the products folder.`,
    });
  }
  const action = Object.hasOwn(manifest.actions, call.action) ? manifest.actions[call.action] : undefined;
  if (action === undefined) {
    return refused({
      class: 'not_found',
      code: 'no_such_action',
      message: `${manifest.title} has no action “${call.action}”. It has ${Object.keys(manifest.actions).join(', ')}.`,
    });
  }
  const [problem] = schemaProblems(action.payload, call.payload);
  if (problem !== undefined) {
    const place = problem.path === '' ? 'The payload' : `Payload ${problem.path}`;
    return refused({
      class: 'validation',
      code: 'payload_mismatch',
      message: `${place} does not fit ${call.product}.${call.action}: ${problem.message}`,
    });
  }
  const example = action.examples.find(each => agrees(each.payload ?? {}, call.payload)) ?? action.examples[0];
  return ok({ response: example?.response ?? null, simulated: true });
}

const agrees = (wanted: JsonObject, payload: JsonObject): boolean =>
  Object.entries(wanted).every(([key, value]) => Object.hasOwn(payload, key) && canonicalJson(payload[key]) === canonicalJson(value));
