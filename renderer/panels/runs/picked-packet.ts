import type { PacketId } from '../../../engine/base/ids.ts';
import type { PacketHead } from '../../../engine/contract/packets.ts';
import type { Flow } from '../../../engine/flow/flow.ts';

/**
 * The packet that Run takes: the one picked for this flow while it is there, else the first that holds every slice the flow requires, else the first.
 * Null when the workspace has none.
 */
export function pickedPacket(packets: readonly PacketHead[], flow: Flow, picked: PacketId | undefined): PacketHead | null {
  const asked = Object.entries(flow.packet.slices).flatMap(([name, slice]) => (slice.required ? [name] : []));
  const holdsAll = ({ sliceNames }: PacketHead) => asked.every(name => sliceNames.some(held => held === name));
  return (
    packets.find(packet => packet.packetId === picked) ??
    packets.find(packet => packet.problem === null && holdsAll(packet)) ??
    packets[0] ??
    null
  );
}
