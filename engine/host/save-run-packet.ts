import type { RunId, SliceName } from '../base/ids.ts';
import type { Result } from '../base/result.ts';
import type { ShelfProblem, ShelvedPacket } from '../packet/packet-shelf.ts';
import { PACKET_FORMAT } from '../packet/packet.ts';
import type { Workspace } from '../workspace.ts';

/**
 * A run's evidence as a new packet of the workspace, to try other drafts on; null when there is no such run. Slices that the flow of the run's own
 * version marks sensitive are left out unless they are asked for: a packet is a plain file.
 */
export async function saveRunPacket(
  { runs, flows, packets, orgId }: Workspace,
  { runId, title, withSensitive }: { readonly runId: RunId; readonly title: string; readonly withSensitive: boolean },
): Promise<{ readonly packet: Result<ShelvedPacket, ShelfProblem>; readonly leftOut: readonly SliceName[] } | null> {
  const summary = await runs.summary(orgId, runId);
  const packet = summary === null ? null : await runs.packet(orgId, summary.packetHash);
  if (summary === null || packet === null) return null;
  const flow = withSensitive ? null : await flows.definition(orgId, summary.versionHash);
  const isLeftOut = (name: SliceName): boolean => flow?.packet.slices[name]?.sensitive === true;
  const slices = Object.fromEntries(packet.slices.flatMap(({ name, value }) => (isLeftOut(name) ? [] : [[name, value]])));
  const leftOut = packet.slices.map(({ name }) => name).filter(isLeftOut);
  const description = `The evidence of ${runId}, a run of ${summary.flowName}.${leftOut.length === 0 ? '' : ` Left out, since they are sensitive: ${leftOut.join(', ')}.`}`;
  return { packet: await packets.add(title, { format: PACKET_FORMAT, title, description, slices }), leftOut };
}
