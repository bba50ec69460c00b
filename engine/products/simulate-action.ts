import type { Json, JsonObject } from '../base/json.ts';
import { canonicalJson } from '../base/canonical-json.ts';
import { ok, refused, type Result } from '../base/result.ts';
import type { StepError } from '../base/step-error.ts';
import { payloadError } from './check-payload.ts';
import { findAction } from './find-action.ts';
import type { Products } from './product.ts';

export interface SimulatedAnswer {
  readonly response: Json;
  /** Nobody outside was asked: it stands on the trace row and on the card. */
  readonly simulated: true;
}

/**
 * What a product would answer, where nothing outside is called: the response of the first example whose payload agrees with the call in
 * every key it names, else of the first. Refuses a product or action nobody registered (`not_found`) and a payload that misses its schema (`validation`).
 */
export function simulateAction(
  products: Products,
  call: { readonly product: string; readonly action: string; readonly payload: JsonObject },
): Result<SimulatedAnswer, StepError> {
  const found = findAction(products, call);
  if (!found.ok) return found;
  const { action } = found.value;
  const error = payloadError(call, action, call.payload);
  if (error !== null) return refused(error);
  const example = action.examples.find(each => agrees(each.payload ?? {}, call.payload)) ?? action.examples[0];
  return ok({ response: example?.response ?? null, simulated: true });
}

const agrees = (wanted: JsonObject, payload: JsonObject): boolean =>
  Object.entries(wanted).every(([key, value]) => Object.hasOwn(payload, key) && canonicalJson(payload[key]) === canonicalJson(value));
