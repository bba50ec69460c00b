import { isHash, type Hash } from '../../../engine/base/hash.ts';
import { SliceName } from '../../../engine/base/ids.ts';
import { isJsonObject, type Json } from '../../../engine/base/json.ts';

/** Where in the evidence something stands: characters (UTF-16) of a slice, and what they read. */
export interface CitedPassage {
  readonly slice: SliceName;
  readonly sliceHash: Hash;
  readonly start: number;
  readonly end: number;
  readonly quote: string;
}

/** Reads a record as a citation, wherever in a value it stands; null for one that cites nothing. */
export function citedPassage(value: Json): CitedPassage | null {
  if (!isJsonObject(value)) return null;
  const { slice, slice_hash: sliceHash, start, end, quote } = value;
  const name = SliceName.safeParse(slice).data;
  if (name === undefined || !isHash(sliceHash) || typeof quote !== 'string') return null;
  if (!isPlace(start) || !isPlace(end) || end <= start) return null;
  return { slice: name, sliceHash, start, end, quote };
}

const isPlace = (value: Json | undefined): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
