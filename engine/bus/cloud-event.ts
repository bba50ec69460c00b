import { isJsonObject, type Json, type JsonObject } from '../base/json.ts';

/** The content type of CloudEvents' structured JSON mode (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md). */
export const CLOUD_EVENT_TYPE = 'application/cloudevents+json';

/** Names of CloudEvents 1.0 and where each stands in our envelope. The last two are extensions, which CloudEvents writes in lower case without signs. */
const NAMES: readonly (readonly [cloud: string, ours: string])[] = [
  ['id', 'event_id'],
  ['source', 'product'],
  ['type', 'event_type'],
  ['time', 'occurred_at'],
  ['data', 'payload'],
  ['orgid', 'org_id'],
  ['idempotencykey', 'idempotency_key'],
];

/**
 * A CloudEvent as our envelope, still to be checked; what is no CloudEvent 1.0 comes back as it was. Where the sender names no key, source and
 * id together are one, as CloudEvents demands of them. Attributes without a place in the envelope are left out.
 */
export function fromCloudEvent(value: Json): Json {
  if (!isJsonObject(value) || value['specversion'] !== '1.0') return value;
  const named = Object.fromEntries(NAMES.flatMap(([cloud, ours]) => (value[cloud] === undefined ? [] : [[ours, value[cloud]]])));
  return { v: 1, idempotency_key: value['id'] ?? null, ...named } satisfies JsonObject;
}
