import { parseJson } from '../../base/parse-json.ts';
import { ok } from '../../base/result.ts';
import { PREVIEW_CHARS } from '../../contract/packets.ts';
import { fitPacket } from '../../packet/build-packet.ts';
import { MAX_SLICE_BYTES, packetHash, sliceText } from '../../packet/packet.ts';
import { readPacketText } from '../../packet/read-packet-text.ts';
import { utf8Length } from '../../base/canonical-json.ts';
import { shownText, wholeCharacters } from '../../packet/view-packet.ts';
import { door, type HostContext } from '../door.ts';
import { openPacket, packetHead, sensitiveSlices } from '../open-packet.ts';
import { editedDocument, savePacket } from '../save-packet.ts';
import { saveRunPacket } from '../save-run-packet.ts';
import { kept, shelved } from '../shelf-refusal.ts';

export const packetsHandlers = door.packets.router({
  list: door.packets.list.handler(async ({ context: { workspace } }) => {
    const withRecipe = new Set((await workspace.recipes.list()).map(({ packetId }) => packetId));
    return (await workspace.packets.list()).map(packet => packetHead(packet, withRecipe));
  }),

  read: door.packets.read.handler(async ({ input: { packetId, flowId }, context: { workspace }, errors }) =>
    openPacket(workspace, shelved(await workspace.packets.read(packetId), packetId, errors), flowId),
  ),

  importText: door.packets.importText.handler(async ({ input, context, errors }) => {
    const document = readPacketText(input.text);
    if (!document.ok) throw errors.NOT_A_PACKET({ data: { sentence: document.error.sentence } });
    const name = document.value.title ?? input.fileName.replace(/(\.packet)?\.json$/, '');
    return changed(context, await openPacket(context.workspace, kept(await context.workspace.packets.add(name, document.value))));
  }),

  duplicate: door.packets.duplicate.handler(async ({ input: { packetId, title }, context, errors }) => {
    const { packets } = context.workspace;
    const { document } = shelved(await packets.read(packetId), packetId, errors);
    return changed(context, await openPacket(context.workspace, kept(await packets.add(title, { ...document, title }))));
  }),

  saveSlice: door.packets.saveSlice.handler(async ({ input, context, errors }) => {
    const value = input.isText ? ok(input.text) : parseJson(input.text, { maxBytes: MAX_SLICE_BYTES });
    if (!value.ok) {
      const { line, column, message } = value.error;
      throw errors.NOT_JSON({ data: { sentence: `Line ${String(line)}, column ${String(column)}: ${message}` } });
    }
    const saved = await context.workspace.packets.saveSlice(input.packetId, input.slice, value.value);
    return changed(context, await openPacket(context.workspace, shelved(saved, input.packetId, errors)));
  }),

  save: door.packets.save.handler(async ({ input, context, errors }) =>
    changed(context, await openPacket(context.workspace, await savePacket(context.workspace, input, errors))),
  ),

  readSlice: door.packets.readSlice.handler(async ({ input, context: { workspace }, errors }) => {
    const { packetId, slice, offset, flowId, reveal } = input;
    const { document } = shelved(await workspace.packets.read(packetId), packetId, errors);
    const value = document.slices[slice];
    if (value === undefined) {
      const sentence = `The packet has no slice called ${slice}.`;
      throw errors.NOT_A_PACKET({ message: sentence, data: { sentence } });
    }
    const text = shownText(value);
    const masked = reveal !== true && (await sensitiveSlices(workspace, packetId, flowId)).has(slice);
    return { text: masked ? '' : wholeCharacters(text, offset, PREVIEW_CHARS), totalChars: text.length, masked };
  }),

  fit: door.packets.fit.handler(async ({ input, context: { workspace }, errors }) => {
    const read = shelved(await workspace.packets.read(input.packetId), input.packetId, errors);
    const draft = await workspace.flows.draft(workspace.orgId, input.flowId);
    if (draft === null)
      return { packetHash: null, sliceHashes: {}, slices: [], problems: [{ slice: null, path: '', message: 'The flow is gone.' }] };
    const document = await editedDocument(read.document, input.edits ?? []);
    if (!document.ok)
      return {
        packetHash: null,
        sliceHashes: {},
        slices: [],
        problems: [{ slice: document.error.slice, path: '', message: document.error.sentence }],
      };
    const { slices, problems } = fitPacket(draft.flow.packet, document.value);
    return {
      packetHash: problems.length > 0 ? null : packetHash(workspace.orgId, slices),
      sliceHashes: Object.fromEntries(slices.map(({ name, hash }) => [name, hash])),
      slices: slices.map(({ name, hash, value }) => ({ name, sliceHash: hash, bytes: utf8Length(sliceText(value)) })),
      problems: [...problems],
    };
  }),

  saveRunPacket: door.packets.saveRunPacket.handler(async ({ input, context, errors }) => {
    const { workspace } = context;
    const saved = await saveRunPacket(workspace, input);
    if (saved === null) throw errors.NO_SUCH_RUN({ data: { runId: input.runId } });
    return changed(context, { packet: await openPacket(workspace, kept(saved.packet)), leftOut: [...saved.leftOut] });
  }),

  readDocument: door.packets.readDocument.handler(() => ({
    status: 'unread' as const,
    sentence: 'Documents cannot be read yet.',
  })),

  manifest: door.packets.manifest.handler(({ input: { packetId }, context: { workspace } }) => workspace.recipes.manifest(packetId)),
});

function changed<Answer>({ changes }: HostContext, answer: Answer): Answer {
  changes.announce({ kind: 'packets' });
  return answer;
}
