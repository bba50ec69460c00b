import type { PacketId, SliceName } from '../base/ids.ts';
import { ok, refused, type Result } from '../base/result.ts';
import type { SliceEdit } from '../contract/packets.ts';
import { editPacket, type BadEdit, type PacketEdit } from '../packet/packet-edit.ts';
import { PACKET_FORMAT, type PacketDocument } from '../packet/packet.ts';
import type { ShelvedPacket } from '../packet/packet-shelf.ts';
import type { Workspace } from '../workspace.ts';
import { kept, overWhatWasRead, shelved, type ChangedErrors, type PacketErrors } from './shelf-refusal.ts';

/** What a window asks to be saved. */
export interface PacketWish {
  readonly packetId: PacketId | null;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly revision: string | null;
  readonly edits: readonly SliceEdit[];
}

interface SaveErrors extends PacketErrors, ChangedErrors {
  BAD_EDIT(options: { message: string; data: { slice: SliceName; sentence: string } }): Error;
}

/** Saves the edits, all or none: over the packet in the state that was read, or as a new packet. Throws the call's refusals. */
export async function savePacket({ packets }: Workspace, wish: PacketWish, errors: SaveErrors): Promise<ShelvedPacket> {
  const { packetId, title, description, revision } = wish;
  const before = packetId === null ? null : shelved(await packets.read(packetId), packetId, errors);
  const words = { ...(title === undefined ? {} : { title }), ...(description === undefined ? {} : { description }) };
  const edited = await editedDocument({ ...(before?.document ?? { format: PACKET_FORMAT, slices: {} }), ...words }, wish.edits);
  if (!edited.ok) throw errors.BAD_EDIT({ message: edited.error.sentence, data: edited.error });
  if (packetId === null || before === null) return kept(await packets.add(title ?? 'Packet', edited.value));
  // Without a revision the edits go onto what was read just now, and nothing that came since is lost either.
  const put = overWhatWasRead(await packets.put(packetId, edited.value, revision ?? before.revision), errors);
  return shelved(put, packetId, errors);
}

/** A document with a window's edits. */
export async function editedDocument(document: PacketDocument, edits: readonly SliceEdit[]): Promise<Result<PacketDocument, BadEdit>> {
  const read: PacketEdit[] = [];
  for (const edit of edits) {
    if (edit.edit !== 'document') read.push(edit);
    else return refused({ slice: edit.slice, sentence: 'Documents cannot be read yet.' });
  }
  return read.length === 0 ? ok(document) : editPacket(document, read);
}
