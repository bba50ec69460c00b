import { canonicalJson, utf8Length } from '../base/canonical-json.ts';
import type { OrgId } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import { ok, refused, type Result } from '../base/result.ts';
import { MAX_EVENT_BYTES, type BusEvent } from './event.ts';

/** An event of this org's, about to be dispatched. Refused with a sentence when it is larger than a receiver takes. */
export function newEvent(given: {
  readonly eventId: string;
  readonly product: string;
  readonly eventType: string;
  readonly orgId: OrgId;
  readonly idempotencyKey: string;
  readonly occurredAtUs: number;
  readonly payload: JsonObject;
}): Result<BusEvent, string> {
  const event: BusEvent = {
    v: 1,
    event_id: given.eventId,
    product: given.product,
    event_type: given.eventType,
    org_id: given.orgId,
    idempotency_key: given.idempotencyKey,
    occurred_at: new Date(given.occurredAtUs / 1000).toISOString(),
    payload: { ...given.payload },
  };
  const bytes = utf8Length(canonicalJson(event));
  return bytes <= MAX_EVENT_BYTES
    ? ok(event)
    : refused(`The event is ${Math.ceil(bytes / 1024)} KiB large; at most ${MAX_EVENT_BYTES / 1024} KiB are sent. Send a part of it.`);
}
