import { NotCanonicalError, utf8Length } from '../base/canonical-json.ts';
import type { Hash } from '../base/hash.ts';
import type { OrgId, SliceName } from '../base/ids.ts';
import { ok, refused, type Result } from '../base/result.ts';
import { fitPacket, type PacketContract, type PacketProblem } from '../packet/build-packet.ts';
import { editPacket, type BadEdit, type PacketEdit } from '../packet/packet-edit.ts';
import { PACKET_FORMAT, packetHash, sliceText, type PacketDocument } from '../packet/packet.ts';
import { readPacketText } from '../packet/read-packet-text.ts';
import { shownText, viewSlices, wholeCharacters, type SliceFacts } from '../packet/view-packet.ts';

/** What a list shows of a packet. */
export interface PacketTop {
  readonly title: string | null;
  readonly sliceNames: readonly SliceName[];
}

/** A packet as a window opens it. */
export interface PacketView {
  readonly title: string | null;
  readonly description: string;
  readonly slices: readonly SliceFacts[];
}

/** A packet under a flow's contract. */
export interface PacketFitAnswer {
  readonly packetHash: Hash | null;
  readonly slices: readonly { readonly name: SliceName; readonly sliceHash: Hash; readonly bytes: number }[];
  readonly problems: readonly PacketProblem[];
}

/** What a person changes about a packet. */
export interface PacketChange {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly edits: readonly PacketEdit[];
}

/** A packet file's document; the error is a sentence. */
export function documentOf(bytes: Uint8Array): Result<PacketDocument, string> {
  const read = readPacketText(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'));
  return read.ok ? read : refused(read.error.sentence);
}

/** A document as its file. */
export const fileOf = (document: PacketDocument): Uint8Array => new TextEncoder().encode(`${JSON.stringify(document, null, 2)}\n`);

export const topOf = (document: PacketDocument): PacketTop => ({
  title: document.title ?? null,
  sliceNames: Object.keys(document.slices) as SliceName[], // true: a document's keys were parsed as names
});

export function viewPacket(document: PacketDocument, previewChars: number): Result<PacketView, string> {
  try {
    return ok({
      title: document.title ?? null,
      description: document.description ?? '',
      slices: viewSlices(document, previewChars),
    });
  } catch (error) {
    if (error instanceof NotCanonicalError) return refused(`It holds what cannot be evidence: ${error.message}`);
    throw error;
  }
}

/** A part of a slice as it is shown; null when there is no such slice. */
export function partOf(
  document: PacketDocument,
  slice: SliceName,
  offset: number,
  chars: number,
): { readonly text: string; readonly totalChars: number } | null {
  const value = Object.hasOwn(document.slices, slice) ? document.slices[slice] : undefined;
  if (value === undefined) return null;
  const text = shownText(value);
  return { text: wholeCharacters(text, offset, chars), totalChars: text.length };
}

/** How a document would fit a flow's contract with some edits. */
export function fitOf(orgId: OrgId, contract: PacketContract, document: PacketDocument, edits: readonly PacketEdit[]): PacketFitAnswer {
  const edited = editPacket(document, edits);
  if (!edited.ok)
    return { packetHash: null, slices: [], problems: [{ slice: edited.error.slice, path: '', message: edited.error.sentence }] };
  const { slices, problems } = fitPacket(contract, edited.value);
  return {
    packetHash: problems.length > 0 ? null : packetHash(orgId, slices),
    slices: slices.map(({ name, hash, value }) => ({ name, sliceHash: hash, bytes: utf8Length(sliceText(value)) })),
    problems,
  };
}

/** The packet's file after a change; of a new packet when there is no document. */
export function changedFile(document: PacketDocument | null, { title, description, edits }: PacketChange): Result<Uint8Array, BadEdit> {
  const words = { ...(title === undefined ? {} : { title }), ...(description === undefined ? {} : { description }) };
  const edited = editPacket({ ...(document ?? { format: PACKET_FORMAT, slices: {} }), ...words }, edits);
  return edited.ok ? ok(fileOf(edited.value)) : edited;
}
