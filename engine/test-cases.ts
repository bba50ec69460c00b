import { buildPacket } from './packet/build-packet.ts';
import { refused, type Result } from './base/result.ts';
import type { Flow } from './flow/flow.ts';
import type { Packet } from './packet/packet.ts';
import type { PacketId } from './base/ids.ts';
import { isInSet } from './test-set/is-in-set.ts';
import type { TestSet } from './test-set/test-set.ts';
import type { CaseToTry } from './test-desk.ts';
import type { Workspace } from './workspace.ts';

/** The packets of a workspace that are in a flow's set, as the flow's contract makes them, by title. */
export async function casesOf(workspace: Workspace, flow: Flow, testSet: TestSet): Promise<readonly CaseToTry[]> {
  const lines = (await workspace.packetDesk.lines())
    .filter(line => isInSet(line, flow, testSet))
    .sort((one, other) => one.title.localeCompare(other.title, 'en') || (one.packetId < other.packetId ? -1 : 1));
  return Promise.all(lines.map(async ({ packetId, title }) => ({ packetId, title, packet: await packetOf(workspace, packetId, flow) })));
}

async function packetOf({ packets, orgId }: Workspace, packetId: PacketId, flow: Flow): Promise<Result<Packet, string>> {
  const shelved = await packets.read(packetId);
  if (!shelved.ok)
    return refused(shelved.error.kind === 'no-such-packet' ? 'The packet is not in the workspace any more.' : shelved.error.sentence);
  const packet = buildPacket(orgId, flow.packet, shelved.value.document);
  if (packet.ok) return packet;
  return refused(
    packet.error
      .map(({ slice, path, message }) => `${[slice, path].filter(part => part !== null && part !== '').join(' ')}: ${message}`)
      .join(' '),
  );
}
