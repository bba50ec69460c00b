import { z } from 'zod';
import { JsonValue } from '../base/json.ts';
import { OrgId, type RunId } from '../base/ids.ts';

/** A message of the bus is never larger, in bytes as sent. */
export const MAX_EVENT_BYTES = 256 * 1024;

/** The envelope in which events cross the bus. */
export const BusEvent = z.strictObject({
  v: z.literal(1),
  event_id: z.string().min(1).max(128),
  product: z.string().min(1).max(64),
  event_type: z.string().min(1).max(128),
  org_id: OrgId,
  /** Equal keys of one product are one event, however often delivered. */
  idempotency_key: z.string().min(1).max(256),
  occurred_at: z.iso.datetime({ offset: true }),
  payload: z.record(z.string(), JsonValue),
});
export type BusEvent = z.infer<typeof BusEvent>;

/** An event that arrived. */
export interface InboxEvent {
  readonly event: BusEvent;
  readonly receivedAtUs: number;
}

export interface EventInbox {
  /** Keeps the event once per (org, product, key). `conflict`: the key is known with another body. */
  receive(event: BusEvent, atUs: number): Promise<'new' | 'same' | 'conflict'>;
  /** Not taken by this run yet, of this type, received at or after `sinceUs`; oldest first. */
  unconsumed(orgId: OrgId, runId: RunId, eventType: string, sinceUs: number): Promise<readonly InboxEvent[]>;
}
