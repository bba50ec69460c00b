import type { SliceName } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import { parseJson } from '../base/parse-json.ts';
import { ok, refused, type Result } from '../base/result.ts';
import { MAX_SLICE_BYTES, type PacketDocument } from './packet.ts';

/** What a person does to one slice. `text` is the slice itself when `isText`, else JSON. */
export type PacketEdit =
  | { readonly edit: 'write'; readonly slice: SliceName; readonly isText: boolean; readonly text: string }
  /** What a document said. */
  | { readonly edit: 'put'; readonly slice: SliceName; readonly value: Json }
  | { readonly edit: 'remove'; readonly slice: SliceName }
  | { readonly edit: 'rename'; readonly slice: SliceName; readonly to: SliceName };

export interface BadEdit {
  readonly slice: SliceName;
  readonly sentence: string;
}

/** The document after the edits, in their order, all or none. A new slice stands last; a renamed one keeps its place. */
export function editPacket(document: PacketDocument, edits: readonly PacketEdit[]): Result<PacketDocument, BadEdit> {
  let slices = document.slices;
  for (const edit of edits) {
    const next = editSlices(slices, edit);
    if (!next.ok) return refused({ slice: edit.slice, sentence: next.error });
    slices = next.value;
  }
  return ok({ ...document, slices });
}

type Slices = PacketDocument['slices'];

function editSlices(slices: Slices, edit: PacketEdit): Result<Slices, string> {
  if (edit.edit === 'write') {
    const value = edit.isText ? ok(edit.text) : readSliceJson(edit.text);
    return value.ok ? ok({ ...slices, [edit.slice]: value.value }) : value;
  }
  if (edit.edit === 'put') return ok({ ...slices, [edit.slice]: edit.value });
  if (!Object.hasOwn(slices, edit.slice)) return refused(`The packet has no slice called ${edit.slice}.`);
  if (edit.edit === 'remove') return ok(withNames(slices, name => (name === edit.slice ? null : name)));
  if (edit.to !== edit.slice && Object.hasOwn(slices, edit.to))
    return refused(`The packet has a slice called ${edit.to} already. Choose another name.`);
  return ok(withNames(slices, name => (name === edit.slice ? edit.to : name)));
}

/** Under other names; null leaves a slice out. */
function withNames(slices: Slices, nameOf: (name: string) => string | null): Slices {
  return Object.fromEntries(
    Object.entries(slices).flatMap(([name, value]): [string, Json][] => {
      const to = nameOf(name);
      return to === null ? [] : [[to, value]];
    }),
  );
}

function readSliceJson(text: string): Result<Json, string> {
  const read = parseJson(text, { maxBytes: MAX_SLICE_BYTES });
  if (read.ok) return read;
  const { line, column, message } = read.error;
  return refused(`Line ${String(line)}, column ${String(column)}: ${message}`);
}
