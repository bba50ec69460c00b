import { z } from 'zod';
import { JsonValue } from '../base/json.ts';
import { OrgId, type RunId } from '../base/ids.ts';
import type { Rejection, RejectionCount } from './rejection.ts';

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
  /**
   * Keeps the event once per (org, product, key). `same`: it was here before, and had its effect; `unsettled`: it was here before, and its
   * effect may have been cut off; `conflict`: the key is known with another body.
   */
  receive(event: BusEvent, atUs: number): Promise<'new' | 'same' | 'unsettled' | 'conflict'>;
  /** Every run that the event concerns was told of it. */
  settle(event: Pick<BusEvent, 'org_id' | 'product' | 'idempotency_key'>, atUs: number): Promise<void>;
  /** Those that are not settled, oldest first. */
  unsettled(orgId: OrgId): Promise<readonly InboxEvent[]>;
  /** Not taken by this run yet, of this type, received at or after `sinceUs`; oldest first. */
  unconsumed(orgId: OrgId, runId: RunId, eventType: string, sinceUs: number): Promise<readonly InboxEvent[]>;
  /** Newest first, with the runs that took each. */
  list(
    orgId: OrgId,
    filter: { readonly eventType?: string | undefined; readonly product?: string | undefined; readonly limit: number },
  ): Promise<readonly (InboxEvent & { readonly takenBy: readonly RunId[] })[]>;
  /** Counts a refused message. */
  reject(orgId: OrgId, rejection: Rejection, atUs: number): Promise<void>;
  /** The last refused first. */
  rejections(orgId: OrgId): Promise<readonly RejectionCount[]>;
}
