import { diffWordsWithSpace } from 'diff';
import type { Json } from '../../../engine/base/json.ts';
import { jsonChanges } from '../../../engine/flow/json-changes.ts';
import { jsonWords } from '../run-details/value-words.ts';

/** A part of a text: the same on both sides, on this side alone, or the same and left out for its length. */
export interface TextPart {
  readonly text: string;
  readonly how: 'same' | 'own' | 'cut';
}

/** One place where two values differ; a side without a value there is null. */
export interface ValueChange {
  /** `claims › 2 › text`; '' where the value as a whole differs. */
  readonly place: string;
  readonly a: readonly TextPart[] | null;
  readonly b: readonly TextPart[] | null;
}

/** Beyond so many words of difference, two texts have no more in common than is worth showing. */
const MOST_WORDS_APART = 600;
/** So much of what is the same stands around a difference. */
const AROUND_CHARS = 60;
const LONGEST_TEXT = 4_000;

/** Where two values differ, place by place; texts word by word. */
export const valueChanges = (a: Json | undefined, b: Json | undefined): readonly ValueChange[] =>
  jsonChanges(a, b).map(({ path, was, is }) => ({ place: path.map(placeWord).join(' › '), ...sides(was, is) }));

const placeWord = (part: string | number): string => (typeof part === 'number' ? String(part + 1) : part);

function sides(was: Json | undefined, is: Json | undefined): Pick<ValueChange, 'a' | 'b'> {
  if (was !== undefined && is !== undefined && isLong(was) && isLong(is)) {
    const parts = diffWordsWithSpace(readable(was), readable(is), { maxEditLength: MOST_WORDS_APART });
    if (parts !== undefined)
      return {
        a: shortened(parts.filter(part => !part.added).map(part => ({ text: part.value, how: part.removed ? 'own' : 'same' }))),
        b: shortened(parts.filter(part => !part.removed).map(part => ({ text: part.value, how: part.added ? 'own' : 'same' }))),
      };
  }
  return { a: whole(was), b: whole(is) };
}

/** Worth comparing word by word: texts, records and lists. */
const isLong = (value: Json): boolean => typeof value === 'string' || (typeof value === 'object' && value !== null);

/** A text as it is, a list of texts with one a line, anything else indented. */
function readable(value: Json): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.length > 0 && value.every(one => typeof one === 'string'))
    return value.map(one => `• ${one}`).join('\n');
  return typeof value === 'object' && value !== null ? JSON.stringify(value, null, 2) : jsonWords(value);
}

const whole = (value: Json | undefined): readonly TextPart[] | null => {
  if (value === undefined) return null;
  const text = readable(value);
  return [{ text: text.slice(0, LONGEST_TEXT), how: 'own' }, ...(text.length > LONGEST_TEXT ? [{ text: ' … ', how: 'cut' as const }] : [])];
};

/** Keeps of long unchanged stretches only what stands beside a difference. */
function shortened(parts: readonly { readonly text: string; readonly how: 'own' | 'same' }[]): readonly TextPart[] {
  return parts.flatMap(({ text, how }, index): readonly TextPart[] => {
    const [isFirst, isLast] = [index === 0, index === parts.length - 1];
    if (how === 'own' || text.length <= 2 * AROUND_CHARS + 20) return [{ text, how }];
    return [
      ...(isFirst ? [] : [{ text: text.slice(0, AROUND_CHARS).replace(/\S*$/, ''), how }]),
      { text: ' … ', how: 'cut' },
      ...(isLast ? [] : [{ text: text.slice(-AROUND_CHARS).replace(/^\S*/, ''), how }]),
    ];
  });
}
