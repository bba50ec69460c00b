import { pointerPart } from '../base/json-pointer.ts';
import { isJsonObject, type Json, type JsonObject } from '../base/json.ts';

/** A text of an answer that stands word for word in the input. */
export interface TakenText {
  /** JSON Pointer into the answer. */
  readonly pointer: string;
  /** JSON Pointer into the input, without its first slash: `transcript`, `drafts/notes`. */
  readonly field: string;
  /** UTF-16 offsets in the field's text. */
  readonly start: number;
  readonly end: number;
  readonly quote: string;
}

/** Shorter texts stand anywhere. */
const SHORTEST = 4;
const MOST = 500;

/** Where the texts of an answer stand in the input: as a whole, or else sentence by sentence; in the order of the answer. What stands nowhere is left out. */
export function textsTaken(output: Json, input: JsonObject): readonly TakenText[] {
  const fields = textsIn(input, '').map(({ pointer, text }) => ({ field: pointer.slice(1), text }));
  return textsIn(output, '')
    .flatMap(({ pointer, text }) => {
      const whole = find(fields, text, pointer);
      return whole !== null ? [whole] : sentencesOf(text).flatMap(sentence => find(fields, sentence, pointer) ?? []);
    })
    .slice(0, MOST);
}

function find(fields: readonly { readonly field: string; readonly text: string }[], text: string, pointer: string): TakenText | null {
  const sought = text.trim();
  if (sought.length < SHORTEST) return null;
  for (const { field, text: within } of fields) {
    const start = within.indexOf(sought);
    if (start >= 0) return { pointer, field, start, end: start + sought.length, quote: sought };
  }
  // Who said it is told before a sentence, and does not stand there.
  const said = /^[^:.!?]{1,60}: ([\s\S]+)$/.exec(sought)?.[1];
  return said === undefined ? null : find(fields, said, pointer);
}

const sentencesOf = (text: string): string[] => text.split(/(?<=[.!?…])\s+/);

function textsIn(value: Json, pointer: string): { readonly pointer: string; readonly text: string }[] {
  if (typeof value === 'string') return [{ pointer, text: value }];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap((one, index) => textsIn(one, `${pointer}/${String(index)}`)); // true: a list of JSON holds JSON
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, one]) => textsIn(one, `${pointer}/${pointerPart(key)}`));
}
