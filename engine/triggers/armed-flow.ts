import type { FlowId, OrgId } from '../base/ids.ts';
import { nextInstantUs } from '../flow/next-instant.ts';
import type { FlowStore, FlowVersion } from '../flow/flow-store.ts';
import type { Flow, Trigger } from '../flow/flow.ts';
import type { TriggerRow, TriggerStore } from './trigger-store.ts';

/** What starts runs by itself. */
export type SelfTrigger = Exclude<Trigger, { on: 'manual' }>;

/** A flow whose newest version starts by itself, and what is remembered of it. */
export interface ArmedFlow {
  readonly flowId: FlowId;
  /** The newest: publishing is what makes a trigger live. */
  readonly version: FlowVersion;
  readonly flow: Flow;
  readonly trigger: SelfTrigger;
  readonly row: TriggerRow;
}

/** Null for a flow that was never published, and for one whose newest version a person starts. */
export async function readArmedFlow(
  { orgId, flows, store }: { readonly orgId: OrgId; readonly flows: FlowStore; readonly store: TriggerStore },
  flowId: FlowId,
): Promise<ArmedFlow | null> {
  const [version] = await flows.versions(orgId, flowId);
  const flow = version === undefined ? null : await flows.definition(orgId, version.versionHash);
  if (version === undefined || flow === null || flow.trigger.on === 'manual') return null;
  const { trigger } = flow;
  return { flowId, version, flow, trigger, row: rowFor(flowId, version, trigger, await store.row(orgId, flowId)) };
}

/**
 * The row that a version goes on with. A version that waits for the same as the one before takes its times over. Another begins when it was
 * published, not when somebody next looks: what fell due in between is caught up.
 */
function rowFor(flowId: FlowId, { atUs }: FlowVersion, trigger: SelfTrigger, known: TriggerRow | null): TriggerRow {
  const armedFor = trigger.on === 'event' ? `event ${trigger.eventType}` : `schedule ${trigger.cron} in ${trigger.timezone}`;
  if (known?.armedFor === armedFor) return known;
  return {
    flowId,
    armedFor,
    sinceUs: atUs,
    nextAtUs: nextDueUs(trigger, atUs),
    paused: known?.paused ?? null,
    lastStart: known?.lastStart ?? null,
    problem: null,
  };
}

/** When a trigger is due next by the clock; null when it is not the clock that starts it. */
export const nextDueUs = (trigger: SelfTrigger, afterUs: number): number | null =>
  trigger.on === 'schedule' ? nextInstantUs(trigger, afterUs) : null;
