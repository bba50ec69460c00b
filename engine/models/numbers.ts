import { isContent, wordsOf, type Word } from './words.ts';

/** A number as a text states it, in figures or words. */
export interface StatedNumber {
  readonly value: number;
  /** Stem of what is counted: the next word that carries meaning, or `%`, or a currency; null where the sentence ends. */
  readonly unit: string | null;
  readonly start: number;
  readonly end: number;
}

/** The numbers of a text in their order: "4,000", "3.5", "20k", "twelve", "a dozen", "forty-five". Ordinals and clock times are left as they stand. `words`: those of the text, where they are known already. */
export function numbersIn(text: string, words: readonly Word[] = wordsOf(text)): StatedNumber[] {
  const numbers: StatedNumber[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (word === undefined) continue;
    const { value, used } = readNumber(words, index, text);
    if (value === null) continue;
    const last = words[index + used - 1] ?? word;
    numbers.push({ value, unit: unitOf(text, words, index + used, word.start, last.end), start: word.start, end: last.end });
    index += used - 1;
  }
  return numbers;
}

const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const SCALES: Readonly<Record<string, number>> = { hundred: 100, thousand: 1000, million: 1e6, billion: 1e9, dozen: 12 };
const SUFFIXES: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, bn: 1e9 };

function readNumber(words: readonly Word[], index: number, text: string): { value: number | null; used: number } {
  const word = words[index];
  if (word === undefined) return { value: null, used: 1 };
  const figures = /^(\d+(?:[,.]\d+)*)(k|m|bn)?$/i.exec(word.text);
  if (figures !== null) {
    if (/\d:$/.test(text.slice(Math.max(0, word.start - 2), word.start)) || /^:\d/.test(text.slice(word.end, word.end + 2)))
      return { value: null, used: 1 };
    const next = words[index + 1];
    const scale = SCALES[next?.text.toLowerCase() ?? ''];
    const value = plain(figures[1] ?? '') * (SUFFIXES[figures[2]?.toLowerCase() ?? ''] ?? 1);
    return scale === undefined ? { value, used: 1 } : { value: value * scale, used: 2 };
  }
  return spelled(words, index);
}

function spelled(words: readonly Word[], index: number): { value: number | null; used: number } {
  let value: number | null = null;
  let used = 0;
  for (let at = index; at < words.length && used < 4; at++) {
    const text = words[at]?.text.toLowerCase() ?? '';
    const [small, ten, scale] = [SMALL.indexOf(text), TENS.indexOf(text), SCALES[text]];
    if (scale !== undefined && value !== null) value *= scale;
    else if (scale !== undefined && text === 'dozen') value = scale;
    else if (ten >= 0 && value === null) value = (ten + 2) * 10;
    else if (small >= 0 && (value === null || (value % 10 === 0 && value >= 20 && small > 0 && small < 10))) value = (value ?? 0) + small;
    else break;
    used++;
  }
  // "one" alone is as often a pronoun as a number.
  if (value === 1 && used === 1) return { value: null, used: 1 };
  return { value, used: Math.max(1, used) };
}

/** "4,000" is four thousand, "3.5" three and a half, "1.250.000" a million and a quarter. */
function plain(figures: string): number {
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(figures)) return Number(figures.replaceAll(',', ''));
  if (/^\d{1,3}(?:\.\d{3}){2,}$/.test(figures)) return Number(figures.replaceAll('.', ''));
  const parsed = Number(figures.replace(/,(?=\d+$)/, '.'));
  return Number.isFinite(parsed) ? parsed : Number.NaN;
}

function unitOf(text: string, words: readonly Word[], next: number, start: number, end: number): string | null {
  if (/^\s?(?:%|percent\b|per cent\b)/.test(text.slice(end, end + 10))) return '%';
  const currency = /[€$£]\s?$/.exec(text.slice(Math.max(0, start - 2), start));
  if (currency !== null) return currency[0].trim();
  const following = words.slice(next, next + 3).find(word => isContent(word.stem) && !/^\d/.test(word.text));
  return following === undefined || /[.;!?]/.test(text.slice(end, following.start)) ? null : following.stem;
}
