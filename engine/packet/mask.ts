import type { Json } from '../base/json.ts';
import { sliceText, type Slice } from './packet.ts';

/** Stands where a sensitive slice's words would. */
export const MASKED = '(masked)';

/** So many letters in a row are looked for at once; what shares twice as many with a slice is found for sure. */
const RUN = 12;
/** Shorter words of a slice stand in other texts too. */
const SHORTEST_WORD = 4;

/** Knows sensitive slices' words where they stand again: in answers, messages, quotes. */
export interface Mask {
  /** True when the text repeats two dozen signs of a slice's text, or a value of a slice that is made of values. Spaces and case do not count. */
  hides(text: string): boolean;
  /** True when anything in the value repeats a slice so. */
  isIn(value: Json): boolean;
  /** The value with each text and number that repeats a slice replaced by `MASKED`; keys and all else stay. */
  masked(value: Json): Json;
}

/** Over the slices that a flow marks sensitive. Looks through them once, when it is first asked. */
export function openMask(slices: readonly Slice[]): Mask {
  let known: Words | null = null;
  const words = (): Words => (known ??= wordsOf(slices));
  const hides = (text: string): boolean => repeats(plain(text), words());
  const isLeafHidden = (value: Json): boolean =>
    typeof value === 'string' ? hides(value) : typeof value === 'number' && words().values.has(String(value));
  const isIn = (value: Json): boolean =>
    typeof value === 'object' && value !== null ? Object.values<Json>(value).some(isIn) : isLeafHidden(value);
  const masked = (value: Json): Json => {
    if (typeof value !== 'object' || value === null) return isLeafHidden(value) ? MASKED : value;
    if (Array.isArray(value)) return (value as readonly Json[]).map(masked); // true: an array inside JSON
    return Object.fromEntries(Object.entries(value).map(([key, inner]: [string, Json]) => [key, masked(inner)]));
  };
  return { hides, isIn, masked };
}

interface Words {
  /** Of long texts: each twelfth place's twelve signs, so that of any two dozen in a row twelve are among them. */
  readonly runs: ReadonlySet<string>;
  /** Short texts and the values of slices made of values, as long as they are told from other words; looked for inside of texts. */
  readonly whole: readonly string[];
  /** All values of slices made of values, and texts that are short; compared with whole texts and numbers. */
  readonly values: ReadonlySet<string>;
}

const plain = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ').trim();

function wordsOf(slices: readonly Slice[]): Words {
  const runs = new Set<string>();
  const whole = new Set<string>();
  const values = new Set<string>();
  const take = (text: string): void => {
    const words = plain(text);
    if (words !== '' && words.length < 2 * RUN) values.add(words);
    if (words.length >= SHORTEST_WORD && words.length < 2 * RUN) whole.add(words);
    for (let at = 0; at + RUN <= words.length; at += RUN) runs.add(words.slice(at, at + RUN));
  };
  for (const { value } of slices) {
    take(sliceText(value));
    if (typeof value !== 'string') for (const text of textsIn(value)) take(text);
  }
  return { runs, whole: [...whole], values };
}

function* textsIn(value: Json): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'number') yield String(value);
  else if (typeof value === 'object' && value !== null) for (const inner of Object.values<Json>(value)) yield* textsIn(inner);
}

function repeats(text: string, { runs, whole, values }: Words): boolean {
  if (values.has(text)) return true;
  for (let at = 0; at + RUN <= text.length; at++) if (runs.has(text.slice(at, at + RUN))) return true;
  return whole.some(word => holdsWord(text, word));
}

/** Not as a part of a longer word. */
function holdsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const before = text[at - 1] ?? ' ';
    const after = text[at + word.length] ?? ' ';
    if (!/[\p{L}\p{N}]/u.test(before) && !/[\p{L}\p{N}]/u.test(after)) return true;
  }
  return false;
}
