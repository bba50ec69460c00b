import type { Json } from '../base/json.ts';

const LONGEST = 60;
const CONTEXT = 18;

/** A value in a few words, e.g. `25k`, `“Ask Ben.”`, `3 entries`. */
export function shortWords(value: Json): string {
  switch (typeof value) {
    case 'string':
      return quoted(value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value);
    case 'number':
      return shortNumber(value);
    case 'boolean':
      return value ? 'yes' : 'no';
    default:
      return value === null ? 'nothing' : shortStructure(value);
  }
}

function shortStructure(value: Extract<Json, object>): string {
  const text = JSON.stringify(value);
  if (text.length <= LONGEST) return text;
  const isList = Array.isArray(value);
  return count(isList ? value.length : Object.keys(value).length, isList ? 'entry' : 'field', isList ? 'entries' : 'fields');
}

const count = (number: number, one: string, many: string): string => `${String(number)} ${number === 1 ? one : many}`;

/** `10k`, `2.5M`, where no digit is lost by it. */
export function shortNumber(number: number): string {
  for (const [unit, word] of UNITS) {
    const short = number / unit;
    if (Math.abs(number) >= unit && Number.isInteger(number) && Number.isInteger(short * 10)) return `${String(short)}${word}`;
  }
  return String(number);
}

const UNITS = [
  [1_000_000, 'M'],
  [1_000, 'k'],
] as const;

/** `90 s`, `2 min`, `1 h`: the largest unit that loses nothing. */
export function shortDuration(ms: number): string {
  for (const [unitMs, word] of DURATIONS) if (ms !== 0 && ms % unitMs === 0) return `${String(ms / unitMs)} ${word}`;
  return `${String(ms)} ms`;
}

const DURATIONS = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
] as const;

/** Two texts, cut to where they differ when they are long: `…at most 10k…`. */
export function shortTexts(was: string, is: string): readonly [string, string] {
  if (was.length <= LONGEST && is.length <= LONGEST) return [quoted(was), quoted(is)];
  let head = 0;
  while (head < was.length && was[head] === is[head]) head++;
  let tail = 0;
  while (tail < Math.min(was.length, is.length) - head && was.at(-1 - tail) === is.at(-1 - tail)) tail++;
  return [excerpt(was, head, tail), excerpt(is, head, tail)];
}

function excerpt(text: string, head: number, tail: number): string {
  const from = head <= CONTEXT ? 0 : wordStart(text, head - CONTEXT);
  const until = Math.min(wordEnd(text, Math.max(head, text.length - tail) + CONTEXT), from + LONGEST + CONTEXT);
  const cut = text.slice(from, until);
  return quoted(`${from > 0 ? '…' : ''}${cut}${from + cut.length < text.length ? '…' : ''}`);
}

function wordStart(text: string, from: number): number {
  const space = text.indexOf(' ', from);
  return space === -1 || space > from + CONTEXT ? from : space + 1;
}

function wordEnd(text: string, until: number): number {
  const space = text.lastIndexOf(' ', until);
  return until >= text.length || space < until - CONTEXT ? until : space;
}

const quoted = (text: string): string => `“${text.replace(/\s+/g, ' ').trim().toWellFormed()}”`;

/** A key as a person reads it: `approval_limit`, `approvalLimit` → `Approval limit`. */
export function keyWords(key: string): string {
  const words = key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .trim();
  return words === '' ? key : words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
}
