import { stem } from '../../models/stem.ts';
import { isContent } from '../../models/words.ts';
import { monthOf, ordinalOf, SCALES, smallNumber, tensNumber } from './number-words.ts';
import { countriesOf, plainForm } from './word-forms.ts';

/** `date`: a year, a month or a day of the week. `number`: an amount or a day of a month. `name`: a capitalised word that does not begin its sentence. */
export type TermKind = 'word' | 'name' | 'number' | 'ordinal' | 'date';

/** A part of what a text says: a word that carries meaning, a name, a number, a part of a date. */
export interface Term {
  /** Equal for equal meanings: the stem of a word, `#` and the value of a number in figures or words, `@` and the number of a month. */
  readonly key: string;
  /** Other keys that say the same: "libya" of "Libyan". */
  readonly also: readonly string[];
  readonly kind: TermKind;
  /** UTF-16 offsets in the text. */
  readonly start: number;
  readonly end: number;
}

interface Token {
  readonly text: string;
  readonly lower: string;
  readonly start: number;
  readonly end: number;
}

/** "2004-10-19"; "U.S."; a word, with its apostrophe or the separators of its figures. */
const TOKEN = /\d{4}-\d{2}-\d{2}(?!\d)|(?:\p{Lu}\.){2,}|[\p{L}\p{N}]+(?:['’]\p{L}+|[.,]\p{N}+)*/gu;

/** The terms of a text in their order, as often as they stand there; words that stand in every text are left out. */
export function readTerms(text: string): Term[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    tokens.push({ text: match[0], lower: match[0].toLowerCase(), start: match.index, end: match.index + match[0].length });
  }
  const terms: Term[] = [];
  for (let at = 0; at < tokens.length;) {
    const token = tokens[at];
    if (token === undefined) break;
    at += readDate(token, terms) || readNumber(tokens, at, text, terms) || readWord(token, text, terms);
  }
  return terms;
}

function readDate({ text, lower, start, end }: Token, terms: Term[]): number {
  const code = text.charCodeAt(0);
  if (code >= DIGIT_0 && code <= DIGIT_9) {
    const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
    if (iso === null) return 0;
    const place = { also: [], start, end };
    terms.push({ ...place, key: `#${Number(iso[1])}`, kind: 'date' }, { ...place, key: `@${Number(iso[2])}`, kind: 'date' });
    terms.push({ ...place, key: `#${Number(iso[3])}`, kind: 'number' });
    return 1;
  }
  const month = monthOf(lower);
  // "may", "march", "mar", "sep", "dec" and "jan" are words and names as well: only a capital makes them months.
  if (month === null || (/^(?:may|mar|march|dec|sep|jan)$/.test(lower) && lower === text)) return 0;
  terms.push({ key: `@${month}`, also: [], kind: 'date', start, end });
  return 1;
}

const [DIGIT_0, DIGIT_9] = [48, 57];
const FIGURES = /^(\d+(?:[,.]\d+)*)(k|m|bn|st|nd|rd|th|s)?$/;
const TIMES: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, bn: 1e9 };

function readNumber(tokens: readonly Token[], at: number, text: string, terms: Term[]): number {
  const token = tokens[at];
  if (token === undefined) return 0;
  const code = token.text.charCodeAt(0);
  if (code < DIGIT_0 || code > DIGIT_9) return readSpelled(tokens, at, token, terms);
  const [, digits = '', suffix = ''] = FIGURES.exec(token.lower) ?? [];
  if (digits === '') return 0;
  const value = plain(digits) * (TIMES[suffix] ?? 1);
  const next = tokens[at + 1];
  const scale = SCALES.get(next?.lower ?? '');
  if (next !== undefined && scale !== undefined) {
    terms.push(numeral(value * scale, 'number', token, next));
    return 2;
  }
  const isYear = /^(?:1[4-9]|20)\d\d$/.test(digits);
  terms.push(numeral(value, /^(?:st|nd|rd|th)$/.test(suffix) ? 'ordinal' : isYear ? 'date' : 'number', token, token));
  // "2018–19" speaks of 2019 too.
  if (!isYear || next === undefined || !/^\d\d$/.test(next.text) || !/^[-–/]$/.test(text.slice(token.end, next.start))) return 1;
  terms.push(numeral(Math.floor(value / 100) * 100 + Number(next.text), 'date', next, next));
  return 2;
}

function readSpelled(tokens: readonly Token[], at: number, token: Token, terms: Term[]): number {
  const ordinal = ordinalOf(token.lower);
  if (ordinal !== null) {
    terms.push(numeral(ordinal, 'ordinal', token, token));
    return 1;
  }
  const tens = tensNumber(token.lower);
  const small = token.lower === 'dozen' ? 12 : smallNumber(token.lower);
  // "one" alone is as often a pronoun as a number.
  if (tens === null && (small === null || (small === 1 && !SCALES.has(tokens[at + 1]?.lower ?? '')))) return 0;
  const ones = tens === null ? 0 : (smallNumber(tokens[at + 1]?.lower ?? '') ?? 0);
  let value = tens ?? small ?? 0;
  let used = 1;
  if (ones > 0 && ones < 10) [value, used] = [value + ones, 2];
  for (;;) {
    const scale = SCALES.get(tokens[at + used]?.lower ?? '');
    if (scale === undefined) break;
    [value, used] = [value * scale, used + 1];
  }
  terms.push(numeral(value, 'number', token, tokens[at + used - 1] ?? token));
  return used;
}

const numeral = (value: number, kind: TermKind, first: Token, last: Token): Term => ({
  key: `#${value}`,
  also: [],
  kind,
  start: first.start,
  end: last.end,
});

/** "4,000" is four thousand, "3.5" three and a half, "1.250.000" a million and a quarter. */
function plain(figures: string): number {
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(figures)) return Number(figures.replaceAll(',', ''));
  if (/^\d{1,3}(?:\.\d{3}){2,}$/.test(figures)) return Number(figures.replaceAll('.', ''));
  const value = Number(figures.replace(/,(?=\d+$)/, '.'));
  return Number.isNaN(value) ? Number(figures.replace(/[.,]/g, '')) : value;
}

function readWord({ text, lower, start, end }: Token, whole: string, terms: Term[]): number {
  // "US" is a country, "us" is not.
  const key = keyOf(text === 'US' ? 'u.s' : lower);
  if (!isContent(key) || LINKING.has(lower)) return 1;
  const isCapital = text !== lower && /^\p{Lu}/u.test(text);
  const kind = WEEKDAY.test(lower) ? 'date' : isCapital && !begins(whole, start) ? 'name' : 'word';
  terms.push({ key, also: isCapital ? countriesOf(key) : [], kind, start, end });
  return 1;
}

const WEEKDAY = /^(?:mon|tues|wednes|thurs|fri|satur|sun)days?$/;

/** Words that only link: besides those of every text, what two ways of saying the same thing differ in. */
const LINKING = new Set(
  (
    'while during after before since until within through against between among per via upon under above because however although though ' +
    'whose therefore thus also it its is'
  ).split(' '),
);

const begins = (text: string, start: number): boolean => start <= 1 || /[.!?:“"]\s*$/.test(text.slice(Math.max(0, start - 3), start));

/** The same words come again and again, and stemming is what costs. */
const KEYS = new Map<string, string>();
const MOST_KEYS = 20_000;
const LONGEST_KEPT = 40;

function keyOf(lower: string): string {
  let key = KEYS.get(lower);
  if (key === undefined) {
    key = stem(lower.endsWith('.') ? plainForm(lower.slice(0, -1)).replaceAll('.', '') : plainForm(lower.replace(/['’]s$/, '')));
    if (KEYS.size < MOST_KEYS && lower.length <= LONGEST_KEPT) KEYS.set(lower, key);
  }
  return key;
}
