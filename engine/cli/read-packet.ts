import { basename } from 'node:path';
import type { OrgId } from '../base/ids.ts';
import type { Flow } from '../flow/flow.ts';
import { buildPacket } from '../packet/build-packet.ts';
import { PACKET_FORMAT, type Packet } from '../packet/packet.ts';
import { readPacketText } from '../packet/read-packet-text.ts';
import { CommandEnd } from './exit.ts';
import { readInput } from './read-input.ts';

/** A packet file as the flow's contract makes it. Ends the command with every slice's problem when it does not fit. */
export async function readPacket(orgId: OrgId, flow: Flow, file: string | null): Promise<Packet> {
  const read =
    file === null ? { ok: true as const, value: { format: PACKET_FORMAT, slices: {} } as const } : readPacketText(await readInput(file));
  if (!read.ok) throw new CommandEnd(2, `${file ?? 'The packet'}: ${read.error.sentence}`);
  const built = buildPacket(orgId, flow.packet, read.value);
  if (built.ok) return built.value;
  const about = file === null ? 'The flow needs evidence (name a packet with --packet)' : basename(file);
  throw new CommandEnd(
    2,
    built.error
      .map(({ slice, path, message }) => `${about}: ${[slice, path].filter(part => part !== null && part !== '').join(' ')}: ${message}`)
      .join('\n'),
  );
}
