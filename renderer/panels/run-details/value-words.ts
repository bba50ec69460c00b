import { isJsonObject, type Json } from '../../../engine/base/json.ts';
import { neverHere } from '../../../engine/base/never-here.ts';
import type { ValueRef } from '../../../engine/base/value-ref.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import { countOf } from '../../ui/format-count.ts';

const LONGEST_TEXT = 60;

/** A value in a few words, to stand inside a sentence: `0.62`, `“North bridge”`, `a list of 12`, `nothing`, `a value of 14 KB`. */
export function valueWords(ref: ValueRef): string {
  return ref.value === undefined ? `a value of ${formatBytes(ref.bytes)}` : jsonWords(ref.value);
}

/** The same for a value at hand. */
export function jsonWords(value: Json): string {
  if (value === null) return 'nothing';
  switch (typeof value) {
    case 'string':
      if (value === '') return 'an empty text';
      return `“${value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT - 1).trimEnd()}…` : value}”`;
    case 'number':
      return String(Number.isInteger(value) ? value : Number(value.toPrecision(6)));
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
      {
        const telling = tellingText(value);
        return telling === null ? `a record of ${countOf(Object.keys(value).length, 'field')}` : jsonWords(telling);
      }
    default:
      return neverHere(value);
  }
}

/** Fields that say by themselves what a record is about, the most telling first. */
const TELLING = ['text', 'title', 'name', 'question', 'why', 'message', 'summary', 'quote', 'label', 'note', 'id'];

/** What a record is about, by its most telling field; null without one. */
export const tellingText = (value: Json): string | null =>
  isJsonObject(value)
    ? (TELLING.map(name => value[name]).find((text): text is string => typeof text === 'string' && text !== '') ?? null)
    : null;
