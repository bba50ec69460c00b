import type { SourceText } from '../../models/model.ts';
import { numbersIn, type StatedNumber } from '../../models/numbers.ts';
import { passagesOf } from '../../models/sentences.ts';
import { bestPlaces } from './best-places.ts';
import { readTerms, type Term } from './read-terms.ts';

/** A sentence of a slice; `index` counts the sentences of all slices. */
export interface SourcePassage {
  readonly source: SourceText;
  readonly index: number;
  readonly start: number;
  readonly end: number;
  readonly speaker: string | null;
}

/** What a sentence says, looked at closely. */
export interface Reading {
  /** As it stands, escapes of a JSON text made spaces. */
  readonly text: string;
  readonly terms: readonly Term[];
  /** Each key of its terms, and of the name of who says it. */
  readonly keys: ReadonlySet<string>;
  /** With what they count. */
  readonly numbers: readonly StatedNumber[];
  /** Its words in lower case, one space between them and around: what is said word for word is found in it. */
  readonly words: string;
}

/** The sentences of all slices, found by what they say: made once for all claims of a stage. */
export interface SourceIndex {
  readonly passages: readonly SourcePassage[];
  readonly speakers: ReadonlySet<string>;
  /** True when some passage holds the key. */
  has(key: string): boolean;
  /** The passages with the most weight of what is looked for, whichever of its keys they hold; of equal ones those that stand first. */
  best(wanted: readonly { readonly keys: readonly string[]; readonly weight: number }[], most: number): readonly SourcePassage[];
  read(passage: SourcePassage): Reading;
  /** Of the same slice: so many sentences before it, itself, and so many after it. */
  around(passage: SourcePassage, sentences: number): readonly SourcePassage[];
  /** The passages that a stretch of a slice touches; UTF-16 offsets. */
  within(slice: string, start: number, end: number): readonly SourcePassage[];
  /** The first sentences of its slice. */
  headOf(passage: SourcePassage, sentences: number): readonly SourcePassage[];
}

/** Of longer packets the terms are read again where a passage is looked at closely: to keep all of them would take a gigabyte of memory for 50 MB. */
const KEPT_CHARS = 1_000_000;

export function indexSources(sources: readonly SourceText[]): SourceIndex {
  const passages: SourcePassage[] = [];
  const postings = new Map<string, number[]>();
  const edges = new Map<SourceText, { readonly first: number; readonly end: number }>();
  const plain = new Map(sources.map(source => [source, withoutEscapes(source.text)]));
  const speakers = new Set<string>();
  const keepsTerms = sources.reduce((sum, { text }) => sum + text.length, 0) <= KEPT_CHARS;
  const kept = new Map<number, readonly Term[]>();
  const textOf = ({ source, start, end }: SourcePassage): string => (plain.get(source) ?? source.text).slice(start, end);
  for (const source of sources) {
    const first = passages.length;
    for (const { start, end, speaker } of passagesOf(source.text)) {
      const passage = { source, start, end, speaker, index: passages.length };
      passages.push(passage);
      if (speaker !== null) speakers.add(speaker);
      const terms = readTerms(textOf(passage));
      if (keepsTerms) kept.set(passage.index, terms);
      for (const term of terms) {
        post(postings, term.key, passage.index);
        for (const key of term.also) post(postings, key, passage.index);
      }
    }
    edges.set(source, { first, end: passages.length });
  }
  const rank = bestPlaces(postings, passages.length);
  const readings = new Map<number, Reading>();
  const sliceOf = (source: SourceText, from: number, to: number): readonly SourcePassage[] => {
    const { first = 0, end = 0 } = edges.get(source) ?? {};
    return passages.slice(Math.max(first, from), Math.min(end, to));
  };
  return {
    passages,
    speakers,
    has: key => postings.has(key),
    best: (wanted, most) => rank(wanted, most).flatMap(at => passages[at] ?? []),
    read: passage => {
      const known = readings.get(passage.index);
      if (known !== undefined) return known;
      const reading = readText(textOf(passage), passage.speaker, kept.get(passage.index));
      readings.set(passage.index, reading);
      return reading;
    },
    around: ({ source, index }, sentences) => sliceOf(source, index - sentences, index + sentences + 1),
    within: (slice, start, end) => {
      const source = sources.find(each => each.slice === slice);
      return source === undefined ? [] : sliceOf(source, 0, passages.length).filter(each => each.start < end && each.end > start);
    },
    headOf: ({ source }, sentences) => {
      const first = edges.get(source)?.first ?? 0;
      return sliceOf(source, first, first + sentences);
    },
  };
}

/** What a text says; what is counted, and its words, are looked up when they are first asked for. */
export function readText(text: string, speaker: string | null = null, terms: readonly Term[] = readTerms(text)): Reading {
  const keys = new Set<string>();
  for (const { key, also } of speaker === null ? terms : [...terms, ...readTerms(speaker)]) {
    keys.add(key);
    for (const other of also) keys.add(other);
  }
  let numbers: readonly StatedNumber[] | null = null;
  let words: string | null = null;
  return {
    ...{ text, terms, keys },
    get numbers() {
      return (numbers ??= numbersIn(text));
    },
    get words() {
      return (words ??= ` ${
        text
          .toLowerCase()
          .match(/[\p{L}\p{N}]+/gu)
          ?.join(' ') ?? ''
      } `);
    },
  };
}

/** Every key that some of the passages hold. */
export function keysOf(passages: readonly SourcePassage[], index: SourceIndex): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const passage of passages) for (const key of index.read(passage).keys) keys.add(key);
  return keys;
}

function post(postings: Map<string, number[]>, key: string, index: number): void {
  const places = postings.get(key);
  if (places === undefined) postings.set(key, [index]);
  else if (places.at(-1) !== index) places.push(index);
}

/** In a JSON text `\n` and `\"` are no letters; as many spaces in their place keep every offset. */
const withoutEscapes = (text: string): string => (/^\s*[{[]/.test(text) ? text.replace(/\\[nrtbf"\\/]/g, '  ') : text);
