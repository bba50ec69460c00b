import { ok, refused, type Result } from '../base/result.ts';
import type { Json } from '../base/json.ts';
import type { SliceEdit } from '../contract/packets.ts';
import type { BadEdit, PacketEdit } from '../packet/packet-edit.ts';
import type { Workspace } from '../workspace.ts';

/** A window's edits, its dropped documents read. */
export async function readEdits({ packetDesk }: Workspace, edits: readonly SliceEdit[]): Promise<Result<readonly PacketEdit[], BadEdit>> {
  const read: PacketEdit[] = [];
  for (const edit of edits) {
    if (edit.edit !== 'document') {
      read.push(edit);
      continue;
    }
    const document = await packetDesk.document(edit.fileName, Buffer.from(edit.base64, 'base64'));
    if (!document.ok) return refused({ slice: edit.slice, sentence: document.error });
    read.push({ edit: 'put', slice: edit.slice, value: document.value.value as Json }); // true: what a reader made of a document is JSON
  }
  return ok(read);
}
