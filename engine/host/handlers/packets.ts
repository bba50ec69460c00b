import { readPacketText } from '../../packet/read-packet-text.ts';
import { PREVIEW_CHARS } from '../../contract/packets.ts';
import { door, type HostContext } from '../door.ts';
import { openPacket, sensitiveSlices } from '../open-packet.ts';
import { savePacket } from '../save-packet.ts';
import { saveRunPacket } from '../save-run-packet.ts';
import { kept, overWhatWasRead, shelved } from '../shelf-refusal.ts';
import { readEdits } from '../read-edits.ts';
import { trialView } from '../trial-view.ts';

export const packetsHandlers = door.packets.router({
  list: door.packets.list.handler(async ({ context: { workspace } }) => {
    const withRecipe = new Set((await workspace.recipes.list()).map(({ packetId }) => packetId));
    const lines = await workspace.packetDesk.lines();
    return lines.map(line => ({ ...line, sliceNames: [...line.sliceNames], hasRecipe: withRecipe.has(line.packetId) }));
  }),

  read: door.packets.read.handler(({ input: { packetId, flowId }, context: { workspace }, errors }) =>
    openPacket(workspace, packetId, errors, flowId),
  ),

  importText: door.packets.importText.handler(async ({ input, context, errors }) => {
    const document = readPacketText(input.text);
    if (!document.ok) throw errors.NOT_A_PACKET({ data: { sentence: document.error.sentence } });
    const name = document.value.title ?? input.fileName.replace(/(\.packet)?\.json$/, '');
    const { packetId } = kept(await context.workspace.packets.add(name, document.value));
    return changed(context, await openPacket(context.workspace, packetId));
  }),

  duplicate: door.packets.duplicate.handler(async ({ input: { packetId, title }, context, errors }) => {
    const { packets } = context.workspace;
    const { document } = shelved(await packets.read(packetId), packetId, errors);
    const copy = kept(await packets.add(title, { ...document, title }));
    return changed(context, await openPacket(context.workspace, copy.packetId));
  }),

  save: door.packets.save.handler(async ({ input, context, errors }) => {
    const { packetId } = await savePacket(context.workspace, input, errors);
    return changed(context, await openPacket(context.workspace, packetId));
  }),

  readSlice: door.packets.readSlice.handler(async ({ input, context: { workspace }, errors }) => {
    const { packetId, slice, offset, flowId, reveal } = input;
    const masked = reveal !== true && (await sensitiveSlices(workspace, packetId, flowId)).has(slice);
    const part = shelved(await workspace.packetDesk.part(packetId, { slice, offset, chars: PREVIEW_CHARS }), packetId, errors);
    if (part === null) {
      const sentence = `The packet has no slice called ${slice}.`;
      throw errors.NOT_A_PACKET({ message: sentence, data: { sentence } });
    }
    return { ...part, text: masked ? '' : part.text, masked };
  }),

  fit: door.packets.fit.handler(async ({ input: { packetId, flowId, edits = [] }, context: { workspace }, errors }) => {
    const draft = await workspace.flows.draft(workspace.orgId, flowId);
    const problem = (slice: (typeof edits)[number]['slice'] | null, message: string) => ({
      packetHash: null,
      sliceHashes: {},
      slices: [],
      problems: [{ slice, path: '', message }],
    });
    if (draft === null) return problem(null, 'The flow is gone.');
    const read = await readEdits(workspace, edits);
    if (!read.ok) return problem(read.error.slice, read.error.sentence);
    const fit = shelved(await workspace.packetDesk.fit(packetId, draft.flow.packet, read.value), packetId, errors);
    return {
      packetHash: fit.packetHash,
      sliceHashes: Object.fromEntries(fit.slices.map(({ name, sliceHash }) => [name, sliceHash])),
      slices: [...fit.slices],
      problems: [...fit.problems],
    };
  }),

  saveRunPacket: door.packets.saveRunPacket.handler(async ({ input, context, errors }) => {
    const { workspace } = context;
    const saved = await saveRunPacket(workspace, input);
    if (saved === null) throw errors.NO_SUCH_RUN({ data: { runId: input.runId } });
    const { packetId } = kept(saved.packet);
    return changed(context, { packet: await openPacket(workspace, packetId), leftOut: [...saved.leftOut] });
  }),

  remove: door.packets.remove.handler(async ({ input: { packetId, revision }, context, errors }) => {
    const removed = overWhatWasRead(await context.workspace.packets.remove(packetId, revision), errors);
    return changed(context, shelved(removed, packetId, errors));
  }),

  readDocument: door.packets.readDocument.handler(async ({ input: { fileName, base64 }, context: { workspace } }) =>
    trialView(await workspace.packetDesk.document(fileName, Buffer.from(base64, 'base64')), false),
  ),

  manifest: door.packets.manifest.handler(({ input: { packetId }, context: { workspace } }) => workspace.recipes.manifest(packetId)),
});

function changed<Answer>({ changes }: HostContext, answer: Answer): Answer {
  changes.announce({ kind: 'packets' });
  return answer;
}
