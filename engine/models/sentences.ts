import { recent } from '../base/recent.ts';

/** A stretch of a text that can stand on its own: `text.slice(start, end)`, UTF-16 offsets, without surrounding space. */
export interface Passage {
  readonly start: number;
  readonly end: number;
  /** Who says it, in a text of turns ("Ana: …"); null elsewhere. */
  readonly speaker: string | null;
  /** Counts the turns, paragraphs or JSON leaves; passages of one block follow one another in it. */
  readonly block: number;
}

/**
 * The passages of a text in their order: the sentences of prose, of a transcript in turns ("[00:12] Ana: …"), of Markdown lists; of a JSON
 * text the strings in it. An own splitter and not Intl.Segmenter: that one splits after "Dr." and differs between versions of ICU, and
 * the same text must give the same offsets on every machine.
 */
export const passagesOf = (text: string): readonly Passage[] =>
  text.length < WORTH_KEEPING ? split(text) : known(text, () => split(text));

/** A session reads each slice in four stages; splitting a long one takes longer than to look it up. */
const WORTH_KEEPING = 4096;
const known = recent<readonly Passage[]>(8);

function split(text: string): Passage[] {
  const leaves = jsonLeaves(text);
  if (leaves !== null) return leaves.flatMap(({ start, end }, block) => sentencesIn(text, start, end, null, block));
  const passages: Passage[] = [];
  let speaker: string | null = null;
  for (const [block, { start, end }] of blocksOf(text).entries()) {
    const label = SPEAKER.exec(text.slice(start, Math.min(end, start + 80)));
    const mark = label ?? LIST_MARK.exec(text.slice(start, Math.min(end, start + 16)));
    // A line under a turn without a label of its own goes on with the same speaker, until an empty line ends the turn.
    if (label !== null) speaker = label[1] ?? null;
    else if (startsParagraph(text, start)) speaker = null;
    passages.push(...sentencesIn(text, start + (mark?.[0].length ?? 0), end, speaker, block));
  }
  return passages;
}

const SPEAKER = /^(?:\[?\d{1,2}:\d{2}(?::\d{2})?\]?\s+)?(?:\*\*)?(\p{Lu}[\p{L}.'’-]*(?: \p{Lu}[\p{L}.'’-]*){0,2})(?:\*\*)?:(?:\*\*)?\s+/u;
const LIST_MARK = /^(?:[-*•]|#{1,6}|\d{1,3}[.)])\s+/;
const ABBREVIATION =
  /(?:^|[\s(“"'])(?:dr|mr|mrs|ms|prof|st|jr|sr|vs|no|nos|fig|approx|inc|ltd|co|corp|gen|rev|hon|sen|gov|vol|pp|cf|al|e\.g|i\.e|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|\p{Lu}(?:\.\p{Lu})*)$/iu;
const END = /[.!?…]+[)\]"'”’»]*(?=\s|$)/gu;

const startsParagraph = (text: string, start: number): boolean =>
  start === 0 || /\n[ \t\r]*\n[ \t]*$/.test(text.slice(Math.max(0, start - 80), start));

/** Lines, with those joined that only a fixed width broke. */
function blocksOf(text: string): { start: number; end: number }[] {
  const blocks: { start: number; end: number }[] = [];
  for (const line of text.matchAll(/[^\n\r]+/g)) {
    const start = line.index + (line[0].length - line[0].trimStart().length);
    const end = line.index + line[0].trimEnd().length;
    if (end <= start) continue;
    const last = blocks.at(-1);
    if (last !== undefined && goesOn(text, last, start)) last.end = end;
    else blocks.push({ start, end });
  }
  return blocks;
}

const goesOn = (text: string, last: { start: number; end: number }, start: number): boolean =>
  /^[ \t]*\r?\n[ \t]*$/.test(text.slice(last.end, start)) &&
  last.end - text.lastIndexOf('\n', last.end - 1) > 50 &&
  !/[.!?…:;”"]$/.test(text.slice(last.start, last.end).slice(-1)) &&
  /^[\p{Ll}\d(“"]/u.test(text.slice(start, start + 2));

function sentencesIn(text: string, from: number, to: number, speaker: string | null, block: number): Passage[] {
  const passages: Passage[] = [];
  const body = text.slice(from, to);
  let start = 0;
  const close = (end: number): void => {
    const sentence = body.slice(start, end);
    const lead = sentence.length - sentence.trimStart().length;
    const trimmed = sentence.trim();
    if (/[\p{L}\p{N}]/u.test(trimmed))
      passages.push({ start: from + start + lead, end: from + start + lead + trimmed.length, speaker, block });
    start = end;
  };
  for (const stop of body.matchAll(END)) {
    const end = stop.index + stop[0].length;
    if (!isInside(body, stop.index, stop[0], end)) close(end);
  }
  close(body.length);
  return passages;
}

/** True for a stop that does not end its sentence: after an abbreviation or an initial, or before a word that goes on in lower case. */
function isInside(body: string, at: number, stop: string, end: number): boolean {
  const next = /^\s+["'“‘(«[]*([^\s])/u.exec(body.slice(end, end + 8))?.[1];
  if (next === undefined) return false;
  if (/\p{Ll}/u.test(next)) return true;
  return stop.startsWith('.') && stop.length === 1 && ABBREVIATION.test(body.slice(Math.max(0, at - 12), at)) && !endsOnI(body, at);
}

/** "… and so did I. Then" ends a sentence, though "I" looks like an initial. */
const endsOnI = (body: string, at: number): boolean => /\p{Ll}\s+I$/u.test(body.slice(Math.max(0, at - 4), at));

/** Ranges of the strings in a JSON object or list, keys left out, quotes left out; null when the text is not one. */
function jsonLeaves(text: string): { start: number; end: number }[] | null {
  if (!/^\s*[{[]/.test(text)) return null;
  try {
    JSON.parse(text);
  } catch {
    return null; // prose that begins with a bracket
  }
  const leaves: { start: number; end: number }[] = [];
  for (const string of text.matchAll(/"((?:[^"\\]|\\.)*)"(\s*:)?/g)) {
    if (string[2] === undefined) leaves.push({ start: string.index + 1, end: string.index + 1 + (string[1] ?? '').length });
  }
  return leaves;
}
