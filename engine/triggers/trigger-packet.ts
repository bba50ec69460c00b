import { SliceName, type OrgId } from '../base/ids.ts';
import { isJsonObject, type Json, type JsonObject } from '../base/json.ts';
import { refused, type Result } from '../base/result.ts';
import type { BusEvent } from '../bus/event.ts';
import { resolveTemplates } from '../expression/template.ts';
import type { Flow, Trigger } from '../flow/flow.ts';
import { buildPacket } from '../packet/build-packet.ts';
import type { PacketShelf } from '../packet/packet-shelf.ts';
import { PACKET_FORMAT, type Packet, type PacketDocument } from '../packet/packet.ts';

type TriggerOn<On extends Trigger['on']> = Extract<Trigger, { on: On }>;

/** The evidence of a run that an event starts: what the trigger says of each slice, and the envelope for a slice named `event`. Refused with a sentence. */
export function packetOfEvent(orgId: OrgId, flow: Flow, { packet = {} }: TriggerOn<'event'>, event: BusEvent): Result<Packet, string> {
  const variables = { event: { ...event }, payload: event.payload };
  const filled = resolveTemplates(packet, variables);
  if (!filled.ok)
    return refused(`What fills the packet failed: ${filled.error.message} In trigger.packet${filled.error.path.replaceAll('/', '.')}.`);
  const slices = isJsonObject(filled.value) ? filled.value : {};
  return packetOf(orgId, flow, withOwn(slices, flow, 'event', { ...event }));
}

/** The evidence of a run that the clock starts: the packet that the trigger names, and `{due_at}` for a slice named `schedule`. Refused with a sentence. */
export async function packetOfSchedule(
  orgId: OrgId,
  flow: Flow,
  { packet: packetId }: TriggerOn<'schedule'>,
  dueAtUs: number,
  packets: Pick<PacketShelf, 'read'>,
): Promise<Result<Packet, string>> {
  const due = { due_at: new Date(dueAtUs / 1000).toISOString() };
  if (packetId === undefined) return packetOf(orgId, flow, withOwn({}, flow, 'schedule', due));
  const shelved = await packets.read(packetId);
  if (shelved.ok) return packetOf(orgId, flow, withOwn(shelved.value.document.slices, flow, 'schedule', due));
  const { error } = shelved;
  return refused(
    error.kind === 'no-such-packet'
      ? `There is no packet “${packetId}” in the workspace. Add it, or name another in the trigger.`
      : error.sentence,
  );
}

/** The slice that a trigger fills by itself, where the flow declares it and nothing else fills it. */
function withOwn(slices: JsonObject, flow: Flow, own: 'event' | 'schedule', value: Json): JsonObject {
  const isOwn = Object.hasOwn(flow.packet.slices, own) && !Object.hasOwn(slices, own);
  return isOwn ? { ...slices, [own]: value } : slices;
}

function packetOf(orgId: OrgId, flow: Flow, slices: JsonObject): Result<Packet, string> {
  const named = Object.entries(slices).map(([name, value]) => [SliceName.parse(name), value] as const);
  const document: PacketDocument = { format: PACKET_FORMAT, slices: Object.fromEntries(named) };
  const packet = buildPacket(orgId, flow.packet, document);
  if (packet.ok) return packet;
  const [first] = packet.error;
  const place = first === undefined || first.slice === null || first.path === '' ? '' : ` ${first.slice}${first.path}:`;
  return refused(`The packet does not fit what the flow asks for.${place} ${first?.message ?? ''}`);
}
