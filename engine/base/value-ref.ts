import { z } from 'zod';
import { canonicalJson, MAX_VALUE_BYTES, utf8Length } from './canonical-json.ts';
import { Hash, hashText } from './hash.ts';
import { JsonValue, type Json, type JsonObject } from './json.ts';

/** Values up to this size stand in the row itself; larger ones are blobs, found by their hash. */
export const INLINE_BYTES = 2048;

export const ValueRef = z.union([
  z.object({ value: JsonValue, hash: z.undefined().optional(), bytes: z.undefined().optional(), masked: z.undefined().optional() }),
  z.object({ hash: Hash, bytes: z.int().nonnegative(), value: z.undefined().optional(), masked: z.literal(true).optional() }),
]);
/**
 * A value by content: itself when it is small, else its hash and its size in canonical UTF-8 bytes. A small one carries no hash of its own:
 * the row that it stands in is hashed, and `refHash` makes the hash where one is asked for. That spares a row 90 bytes for each value.
 */
export type ValueRef = InlineValue | KeptValue;
interface InlineValue {
  readonly value: Json;
  readonly hash?: undefined;
  readonly bytes?: undefined;
  readonly masked?: undefined;
}
export interface KeptValue {
  readonly hash: Hash;
  readonly bytes: number;
  readonly value?: undefined;
  /** It may hold a slice that its flow marks sensitive: shown only when a person asks to see it, and in no export. */
  readonly masked?: true | undefined;
}

/** Whether a piece of a row's data is a value that stands in the row; nothing else there has this one key alone. */
export const isInlineValue = (piece: JsonObject): piece is { value: Json } => 'value' in piece && Object.keys(piece).length === 1;

/** Canonical text of one value, kept under its hash. */
export interface Blob {
  readonly hash: Hash;
  readonly text: string;
}

/** Refers to `value`; gives the blob to store when it is too large to stand in a row. Throws `NotCanonicalError`. */
export function referTo(value: Json): { ref: ValueRef; blob: Blob | null } {
  const text = canonicalJson(value, MAX_VALUE_BYTES);
  const bytes = utf8Length(text);
  if (bytes > INLINE_BYTES) return keptFrom(text, bytes);
  const ref = { value };
  TEXTS.set(ref, `{"value":${text}}`);
  return { ref, blob: null };
}

/** The same, whatever its size: the value stands in no row. */
export function keepApart(value: Json): { readonly ref: KeptValue; readonly blob: Blob } {
  const text = canonicalJson(value, MAX_VALUE_BYTES);
  return keptFrom(text, utf8Length(text));
}

function keptFrom(text: string, bytes: number): { readonly ref: KeptValue; readonly blob: Blob } {
  const hash = hashText('atelier/value/v1', text);
  return { ref: { hash, bytes }, blob: { hash, text } };
}

/** Canonical texts of references made here: they are written into a row at once, and making the text again took as long as hashing it. */
const TEXTS = new WeakMap<object, string>();

/** The canonical text of a reference that `referTo` made, where it is at hand. */
export const refText = (ref: object): string | undefined => TEXTS.get(ref);

/** Of the values that stand in rows; asked for more than once where a value is saved and read again. */
const HASHES = new WeakMap<ValueRef, Hash>();

/** The hash of the value that is referred to. */
export function refHash(ref: ValueRef): Hash {
  if (ref.hash !== undefined) return ref.hash;
  let hash = HASHES.get(ref);
  if (hash === undefined) {
    hash = valueHash(ref.value);
    HASHES.set(ref, hash);
  }
  return hash;
}

/** The size of the value that is referred to, in canonical UTF-8 bytes. */
export const refBytes = (ref: ValueRef): number => ref.bytes ?? utf8Length(canonicalJson(ref.value, MAX_VALUE_BYTES));

export const valueHash = (value: Json): Hash => hashText('atelier/value/v1', canonicalJson(value, MAX_VALUE_BYTES));
