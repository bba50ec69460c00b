import type { Hash } from '../base/hash.ts';
import { SliceName } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import { utf8Length } from '../base/canonical-json.ts';
import { valueHash } from '../base/value-ref.ts';
import { sliceText, type PacketDocument } from './packet.ts';

/** At most so much of a slice is shown at once, in UTF-16 units; the rest on demand. */
export const SHOWN_AT_ONCE = 64 * 1024;

/** A slice as a person reads it, as far as it is shown at once. */
export interface SliceFacts {
  readonly name: SliceName;
  readonly isText: boolean;
  /** In UTF-8, of the text as citations count it. */
  readonly bytes: number;
  /** Of the text as it is shown, in UTF-16 units. */
  readonly totalChars: number;
  readonly preview: string;
  /** Of the value alone. */
  readonly contentHash: Hash;
}

/** A slice as a person reads it: a text is itself, any other value indented JSON. */
export const shownText = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));

/** Every slice of a document in its order, each with at most `previewChars` of its beginning. Throws `NotCanonicalError` for what has no hash. */
export const viewSlices = (document: PacketDocument, previewChars: number): SliceFacts[] =>
  Object.entries(document.slices).map(([name, value]) => viewSlice(SliceName.parse(name), value, previewChars));

export function viewSlice(name: SliceName, value: Json, previewChars: number): SliceFacts {
  const text = shownText(value);
  return {
    name,
    isText: typeof value === 'string',
    bytes: utf8Length(typeof value === 'string' ? value : sliceText(value)),
    totalChars: text.length,
    preview: wholeCharacters(text, 0, previewChars),
    contentHash: valueHash(value),
  };
}

/** A part of a text that cuts no character in two: one unit less where it would. */
export function wholeCharacters(text: string, offset: number, chars: number): string {
  const part = text.slice(offset, offset + chars);
  return offset + part.length < text.length && /[\ud800-\udbff]$/.test(part) ? part.slice(0, -1) : part;
}
