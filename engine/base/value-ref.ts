import { z } from 'zod';
import { canonicalJson, MAX_VALUE_BYTES, utf8Length } from './canonical-json.ts';
import { Hash, hashText } from './hash.ts';
import { JsonValue, type Json } from './json.ts';

/** Values up to this size stand in the row itself; larger ones are blobs, found by their hash. */
export const INLINE_BYTES = 2048;

/** A value by content: its hash, its size in canonical UTF-8 bytes, and itself when it is small. */
export const ValueRef = z.object({ hash: Hash, bytes: z.int().nonnegative(), value: JsonValue.optional() });
export interface ValueRef {
  readonly hash: Hash;
  readonly bytes: number;
  readonly value?: Json | undefined;
}

/** Canonical text of one value, kept under its hash. */
export interface Blob {
  readonly hash: Hash;
  readonly text: string;
}

/** Hashes `value`; gives the blob to store when it is too large to stand in a row. Throws `NotCanonicalError`. */
export function referTo(value: Json): { ref: ValueRef; blob: Blob | null } {
  const text = canonicalJson(value, MAX_VALUE_BYTES);
  const bytes = utf8Length(text);
  const hash = hashText('atelier/value/v1', text);
  return bytes <= INLINE_BYTES ? { ref: { hash, bytes, value }, blob: null } : { ref: { hash, bytes }, blob: { hash, text } };
}

export const valueHash = (value: Json): Hash => hashText('atelier/value/v1', canonicalJson(value, MAX_VALUE_BYTES));
