import { canonicalJson } from '../base/canonical-json.ts';
import { Actor, SYSTEM, type OrgId, type RunId } from '../base/ids.ts';
import { ok, refused, type Result } from '../base/result.ts';
import { evaluate } from '../expression/expression.ts';
import type { BusEvent } from '../bus/event.ts';
import { matches } from '../bus/match-event.ts';
import type { Packet } from '../packet/packet.ts';
import type { PacketShelf } from '../packet/packet-shelf.ts';
import type { Runner } from '../runner/runner-door.ts';
import type { ArmedFlow } from './armed-flow.ts';
import { packetOfEvent, packetOfSchedule } from './trigger-packet.ts';
import type { LookedAt } from './trigger-store.ts';

export interface StartNeeds {
  readonly orgId: OrgId;
  readonly packets: Pick<PacketShelf, 'read'>;
  readonly runner: Pick<Runner, 'start'>;
}

/** The disk refused a start: it is tried again, and nothing is taken for done. */
export class StartNotWrittenError extends Error {
  override readonly name = 'StartNotWrittenError';
}

/** Starts a run when the event matches. The event's identity is the start key, so an event that is looked at twice starts one run. */
export async function startByEvent({ flow, trigger, ...armed }: ArmedFlow, event: BusEvent, needs: StartNeeds): Promise<LookedAt> {
  if (trigger.on !== 'event') throw new Error('Only a flow that an event starts looks at events.');
  const { matched, reason } = await matches(event, trigger.match ?? null, (expression, more) =>
    Promise.resolve(evaluate(expression, more)),
  );
  if (!matched) return { outcome: 'unmatched', sentence: reason };
  const packet = packetOfEvent(needs.orgId, flow, trigger, event);
  if (!packet.ok) return { outcome: 'refused', sentence: packet.error };
  const { product, idempotency_key: key, event_id: eventId, event_type: eventType } = event;
  const by = Actor.safeParse(`product:${product}`);
  const started = await start(
    { flow, trigger, ...armed },
    {
      packet: packet.value,
      by: by.success ? by.data : SYSTEM,
      startKey: `event/${armed.flowId}/${product}/${key}`,
      trigger: canonicalJson({ on: 'event', event_id: eventId, event_type: eventType, product }),
    },
    needs,
  );
  return started.ok ? { outcome: 'started', runId: started.value } : { outcome: 'refused', sentence: started.error };
}

/** Starts the run of one due instant, which is its start key: a crash before the next instant is written starts no second one. */
export async function startBySchedule(armed: ArmedFlow, dueAtUs: number, needs: StartNeeds): Promise<Result<RunId, string>> {
  const { flow, flowId, trigger } = armed;
  if (trigger.on !== 'schedule') throw new Error('Only a flow with a schedule is started by the clock.');
  const packet = await packetOfSchedule(needs.orgId, flow, trigger, dueAtUs, needs.packets);
  if (!packet.ok) return packet;
  const due_at = new Date(dueAtUs / 1000).toISOString();
  const why = { by: SYSTEM, startKey: `schedule/${flowId}/${due_at}`, trigger: canonicalJson({ on: 'schedule', due_at }) };
  return start(armed, { packet: packet.value, ...why }, needs);
}

async function start(
  { flow, flowId, version: { versionNo } }: ArmedFlow,
  why: { readonly packet: Packet; readonly by: Actor; readonly startKey: string; readonly trigger: string },
  { runner }: StartNeeds,
): Promise<Result<RunId, string>> {
  const started = await runner.start({ flow, flowId, versionNo, mode: 'live', ...why });
  if (started.ok) return ok(started.value);
  if (started.error.kind === 'storage') throw new StartNotWrittenError(started.error.sentence);
  return refused('A run was started for this before, with another version of the flow or other evidence.');
}
