import type { PacketId } from '../../base/ids.ts';
import { neverHere } from '../../base/never-here.ts';
import { parseJson } from '../../base/parse-json.ts';
import { ok, type Result } from '../../base/result.ts';
import { PREVIEW_CHARS } from '../../contract/packets.ts';
import { buildPacket } from '../../packet/build-packet.ts';
import { MAX_SLICE_BYTES } from '../../packet/packet.ts';
import type { ShelfProblem, ShelvedPacket } from '../../packet/packet-shelf.ts';
import { readPacketText } from '../../packet/read-packet-text.ts';
import { StorageError } from '../../runner/run-store.ts';
import { door, type HostContext } from '../door.ts';
import { openPacket, packetHead, shownText } from '../open-packet.ts';

export const packetsHandlers = door.packets.router({
  list: door.packets.list.handler(async ({ context }) => (await context.workspace.packets.list()).map(packetHead)),

  read: door.packets.read.handler(async ({ input, context, errors }) =>
    openPacket(shelved(await context.workspace.packets.read(input.packetId), input.packetId, errors)),
  ),

  importText: door.packets.importText.handler(async ({ input, context, errors }) => {
    const document = readPacketText(input.text);
    if (!document.ok) throw errors.NOT_A_PACKET({ data: { sentence: document.error.sentence } });
    const name = document.value.title ?? input.fileName.replace(/(\.packet)?\.json$/, '');
    return changed(context, openPacket(kept(await context.workspace.packets.add(name, document.value))));
  }),

  duplicate: door.packets.duplicate.handler(async ({ input, context, errors }) => {
    const { document } = shelved(await context.workspace.packets.read(input.packetId), input.packetId, errors);
    return changed(context, openPacket(kept(await context.workspace.packets.add(input.title, { ...document, title: input.title }))));
  }),

  saveSlice: door.packets.saveSlice.handler(async ({ input, context, errors }) => {
    const value = input.isText ? ok(input.text) : parseJson(input.text, { maxBytes: MAX_SLICE_BYTES });
    if (!value.ok) {
      const { line, column, message } = value.error;
      throw errors.NOT_JSON({ data: { sentence: `Line ${line}, column ${column}: ${message}` } });
    }
    const saved = await context.workspace.packets.saveSlice(input.packetId, input.slice, value.value);
    return changed(context, openPacket(shelved(saved, input.packetId, errors)));
  }),

  readSlice: door.packets.readSlice.handler(async ({ input, context, errors }) => {
    const { document } = shelved(await context.workspace.packets.read(input.packetId), input.packetId, errors);
    const value = document.slices[input.slice];
    if (value === undefined) throw errors.NOT_A_PACKET({ data: { sentence: `The packet has no slice called ${input.slice}.` } });
    const text = shownText(value);
    return { text: text.slice(input.offset, input.offset + PREVIEW_CHARS), totalChars: text.length };
  }),

  fit: door.packets.fit.handler(async ({ input, context: { workspace }, errors }) => {
    const { document } = shelved(await workspace.packets.read(input.packetId), input.packetId, errors);
    const draft = await workspace.flows.draft(workspace.orgId, input.flowId);
    if (draft === null) return { packetHash: null, sliceHashes: {}, problems: [{ slice: null, path: '', message: 'The flow is gone.' }] };
    const packet = buildPacket(workspace.orgId, draft.flow.packet, document);
    if (!packet.ok) return { packetHash: null, sliceHashes: {}, problems: [...packet.error] };
    const { hash, slices } = packet.value;
    return { packetHash: hash, sliceHashes: Object.fromEntries(slices.map(slice => [slice.name, slice.hash])), problems: [] };
  }),
});

/** The typed refusals that most calls on packets share. */
interface PacketErrors {
  NO_SUCH_PACKET(options: { data: { packetId: PacketId } }): Error;
  NOT_A_PACKET(options: { message: string; data: { sentence: string } }): Error;
}

function shelved(read: Result<ShelvedPacket, ShelfProblem>, packetId: PacketId, errors: PacketErrors): ShelvedPacket {
  if (read.ok) return read.value;
  const problem = read.error;
  switch (problem.kind) {
    case 'no-such-packet':
      throw errors.NO_SUCH_PACKET({ data: { packetId } });
    case 'not-a-packet':
      throw errors.NOT_A_PACKET({ message: problem.sentence, data: { sentence: problem.sentence } });
    case 'storage':
      throw new StorageError(problem.sentence);
    default:
      return neverHere(problem);
  }
}

/** A packet just added: only the disk can refuse it. */
function kept(added: Result<ShelvedPacket, ShelfProblem>): ShelvedPacket {
  if (added.ok) return added.value;
  throw new StorageError(
    added.error.kind === 'no-such-packet' ? 'The packet was gone at once after it was written.' : added.error.sentence,
  );
}

function changed<Answer>({ changes }: HostContext, answer: Answer): Answer {
  changes.announce({ kind: 'packets' });
  return answer;
}
