import type { PacketId, SliceName } from '../base/ids.ts';
import type { SliceEdit } from '../contract/packets.ts';
import type { PacketEntry } from '../packet/packet-shelf.ts';
import type { Workspace } from '../workspace.ts';
import { readEdits } from './read-edits.ts';
import { kept, shelved, type ChangedErrors, type PacketErrors } from './shelf-refusal.ts';

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
export async function savePacket(workspace: Workspace, wish: PacketWish, errors: SaveErrors): Promise<PacketEntry> {
  const { packetId, title, description, revision } = wish;
  const edits = await readEdits(workspace, wish.edits);
  if (!edits.ok) throw errors.BAD_EDIT({ message: edits.error.sentence, data: edits.error });
  const saved = await workspace.packetDesk.save(packetId, { title, description, edits: edits.value }, revision);
  if (saved.ok) return saved.value;
  const problem = saved.error;
  if ('slice' in problem) throw errors.BAD_EDIT({ message: problem.sentence, data: problem });
  if (problem.kind === 'changed-meanwhile') throw errors.CHANGED_MEANWHILE({ data: { revision: problem.revision } });
  return packetId === null ? kept({ ok: false, error: problem }) : shelved({ ok: false, error: problem }, packetId, errors);
}
