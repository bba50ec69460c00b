import { z } from 'zod';
import type { OrgId, RunId, StepId } from '../base/ids.ts';
import type { StepError } from '../base/step-error.ts';
import type { BusEvent } from './event.ts';

export const OUTBOX_STATUSES = ['pending', 'delivered', 'dead'] as const;
export const OutboxStatus = z.enum(OUTBOX_STATUSES);
/** `dead`: given up after the last attempt, until a person asks for it again. */
export type OutboxStatus = z.infer<typeof OutboxStatus>;

/** An event on its way out, and the step that sent it. */
export interface OutboxEntry {
  readonly event: BusEvent;
  /** What is sent: canonical JSON of the event, the same bytes each time. */
  readonly body: string;
  readonly runId: RunId;
  readonly stepId: StepId;
  readonly visit: number;
  /** Of the step. */
  readonly attempt: number;
  readonly status: OutboxStatus;
  /** Deliveries tried since it was dispatched, or since a person asked for it again. */
  readonly attempts: number;
  readonly createdAtUs: number;
  /** When the next attempt is due; of a settled one, when its last was. */
  readonly nextAtUs: number;
  /** Why the last attempt that failed did. */
  readonly error: StepError | null;
  /** When it was delivered or given up. */
  readonly settledAtUs: number | null;
}

/** What a run's transaction does to the outbox. */
export type OutboxChange =
  | {
      readonly kind: 'dispatch';
      readonly event: BusEvent;
      readonly stepId: StepId;
      readonly visit: number;
      readonly attempt: number;
    }
  /** The end of the delivery stands in the trace with this transaction. */
  | { readonly kind: 'told'; readonly eventId: string }
  /** A person asks for a dead letter again. */
  | { readonly kind: 'retry'; readonly eventId: string };

/** What one attempt to deliver came to. */
export type DeliveryOutcome =
  | { readonly kind: 'delivered' }
  /** `isFinal`: another attempt with the same bytes cannot end otherwise. */
  | { readonly kind: 'failed'; readonly error: StepError; readonly isFinal: boolean }
  /** Given up because `signal` aborted; nobody knows what became of it. */
  | { readonly kind: 'stopped' };

/** Makes one attempt to deliver: signs afresh and sends. */
export type DeliverEvent = (entry: Pick<OutboxEntry, 'event' | 'body'>, signal: AbortSignal) => Promise<DeliveryOutcome>;

/** Where events wait until they are delivered. Dispatching, telling and retrying belong to a run's transaction: see `OutboxChange`. */
export interface Outbox {
  /** Pending ones whose time has come, at most `perProduct` of each product, the longest due first. */
  due(orgId: OrgId, nowUs: number, perProduct: number): Promise<readonly OutboxEntry[]>;
  /** When the next pending one after `afterUs` is due; null when none is. */
  nextDueUs(orgId: OrgId, afterUs: number): Promise<number | null>;
  /** Notes an attempt of a pending one; `nextAtUs` null: it is settled, delivered when `error` is null and dead otherwise. */
  noteAttempt(
    orgId: OrgId,
    eventId: string,
    attempt: { readonly atUs: number; readonly error: StepError | null; readonly nextAtUs: number | null },
  ): Promise<void>;
  /** Settled ones whose end does not stand in their run's trace yet, the first settled first. */
  untold(orgId: OrgId): Promise<readonly OutboxEntry[]>;
  find(orgId: OrgId, eventId: string): Promise<OutboxEntry | null>;
  /** Newest first. */
  list(
    orgId: OrgId,
    filter: {
      readonly status?: OutboxStatus | undefined;
      readonly eventType?: string | undefined;
      readonly product?: string | undefined;
      readonly limit: number;
    },
  ): Promise<readonly OutboxEntry[]>;
}
