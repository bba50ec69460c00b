import { SliceName } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import { refused, type Result } from '../base/result.ts';
import type { Flow } from '../flow/flow.ts';
import { buildPacket, type PacketProblem } from '../packet/build-packet.ts';
import { PACKET_FORMAT, type Packet } from '../packet/packet.ts';
import type { Workspace } from '../workspace.ts';

/** Evidence for a run of a flow, from values by slice. Each slice is checked against the flow's contract and hashed; refused with everything that misses. */
export function packetOf(
  { orgId }: Pick<Workspace, 'orgId'>,
  flow: Flow,
  slices: Readonly<Record<string, Json>>,
): Result<Packet, readonly PacketProblem[]> {
  const named: Record<SliceName, Json> = {};
  for (const [written, value] of Object.entries(slices)) {
    const name = SliceName.safeParse(written);
    if (!name.success)
      return refused([
        { slice: null, path: '', message: `“${written.slice(0, 80)}” is no name for a slice: letters, digits and _ make one.` },
      ]);
    named[name.data] = value;
  }
  return buildPacket(orgId, flow.packet, { format: PACKET_FORMAT, slices: named });
}
