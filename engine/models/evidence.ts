import type { Json, JsonObject } from '../base/json.ts';
import { isJsonObject } from '../base/json.ts';
import { pointerPart } from '../base/json-pointer.ts';
import type { SourceText } from './model.ts';
import { rankTexts, type Ranking } from './bm25.ts';
import { standingOf } from './sentence-standing.ts';
import { passagesOf } from './sentences.ts';
import { wordsOf } from './words.ts';

/** A sentence the model may use, and where it stands. */
export interface Sentence {
  /** With its speaker before it where it has one: "Ana: We agreed on ten." */
  readonly text: string;
  /** Without the speaker. */
  readonly said: string;
  /** The slice, or the path of the input's field, and the offsets in it. */
  readonly from: string;
  readonly isOfSlice: boolean;
  readonly start: number;
  readonly end: number;
  readonly stems: readonly string[];
  readonly words: number;
  /** How well it can stand alone: see `standingOf`. */
  readonly standing: number;
}

/** All that an answer may be made of. */
export interface Evidence {
  /** Sources first, in their order, then the input's other texts. */
  readonly sentences: readonly Sentence[];
  readonly ranking: Ranking;
  /** Where its sentences come from: slices, and fields of the input. */
  readonly slices: ReadonlySet<string>;
  /** Values that stand under a name in the input, e.g. a student's name; the first of equal names. */
  readonly named: ReadonlyMap<string, Json>;
}

/** `tell` is told how much of the sources has been read, from 0 to 1. */
export function readEvidence(sources: readonly SourceText[], input: JsonObject, tell: (share: number) => void): Evidence {
  const sentences: Sentence[] = [];
  for (const [at, source] of sources.entries()) {
    for (const sentence of sentencesOf(source.slice, source.text, true)) sentences.push(sentence);
    tell((at + 1) / sources.length);
  }
  const whole = new Set(sources.map(source => source.text));
  const named = new Map<string, Json>();
  collect(input, '', (path, name, value) => {
    if (name !== null && !named.has(name)) named.set(name, value);
    if (typeof value === 'string' && !whole.has(value))
      for (const sentence of sentencesOf(path.slice(1), value, false)) sentences.push(sentence);
  });
  return evidenceOf(sentences, named);
}

/** Sentences differ little in length, and a long one says more: it is held back less than BM25 would. */
const LENGTH_SHARE = 0.3;

/** The same rules over fewer sentences: what one entry of a list is filled from. */
export const evidenceOf = (sentences: readonly Sentence[], named: ReadonlyMap<string, Json>): Evidence => ({
  sentences,
  named,
  slices: new Set(sentences.map(sentence => sentence.from)),
  ranking: rankTexts(
    sentences.map(sentence => sentence.stems),
    LENGTH_SHARE,
  ),
});

function sentencesOf(from: string, text: string, isOfSlice: boolean): Sentence[] {
  return passagesOf(text).map(({ start, end, speaker }) => {
    const bare = text.slice(start, end).replace(/\s+/g, ' ');
    const words = wordsOf(bare);
    const stems = words.map(word => word.stem);
    return {
      from,
      isOfSlice,
      start,
      end,
      said: bare,
      text: speaker === null ? bare : `${speaker}: ${bare}`,
      stems,
      words: words.length,
      standing: standingOf(bare, stems, start === 0),
    };
  });
}

function collect(value: Json, path: string, visit: (path: string, name: string | null, value: Json) => void): void {
  if (Array.isArray(value))
    for (const [index, child] of (value as readonly Json[]).entries()) step(child, `${path}/${index}`, null, visit); // true: Json lists hold Json
  else if (isJsonObject(value))
    for (const key of Object.keys(value).sort()) step(value[key] ?? null, `${path}/${pointerPart(key)}`, key, visit);
}

function step(value: Json, path: string, name: string | null, visit: (path: string, name: string | null, value: Json) => void): void {
  if (value !== null && typeof value === 'object') collect(value, path, visit);
  else visit(path, name, value);
}
