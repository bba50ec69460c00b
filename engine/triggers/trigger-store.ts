import type { Actor, FlowId, OrgId, RunId } from '../base/ids.ts';
import type { BusEvent } from '../bus/event.ts';

/** What is remembered of a flow that starts by itself. Times in microseconds since 1970. */
export interface TriggerRow {
  readonly flowId: FlowId;
  /** The event type or the schedule that `sinceUs` and `nextAtUs` belong to. */
  readonly armedFor: string;
  /** Events received before are not its own. */
  readonly sinceUs: number;
  /** When its schedule is due next; null for an event, and for a schedule that never comes again. */
  readonly nextAtUs: number | null;
  readonly paused: { readonly atUs: number; readonly by: Actor } | null;
  readonly lastStart: { readonly atUs: number; readonly runId: RunId } | null;
  /** Why it started nothing the last time that it should have, as a sentence; null once it starts again. */
  readonly problem: { readonly atUs: number; readonly sentence: string } | null;
}

/** What came of an event that a trigger looked at. */
export type LookedAt =
  { readonly outcome: 'started'; readonly runId: RunId } | { readonly outcome: 'unmatched' | 'refused'; readonly sentence: string };

export interface TriggerStore {
  row(orgId: OrgId, flowId: FlowId): Promise<TriggerRow | null>;
  /** Replaces the flow's row. */
  put(orgId: OrgId, row: TriggerRow): Promise<void>;
  /** Events of a type, received at or after `sinceUs`, that the flow's trigger has not looked at; oldest first. */
  unseen(orgId: OrgId, flowId: FlowId, eventType: string, sinceUs: number): Promise<readonly BusEvent[]>;
  /** The first word counts: looking again changes nothing. */
  seen(orgId: OrgId, flowId: FlowId, event: BusEvent, what: LookedAt, atUs: number): Promise<void>;
}
