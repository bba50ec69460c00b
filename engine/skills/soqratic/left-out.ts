import type { SourceText } from '../../models/model.ts';
import { passagesOf } from '../../models/sentences.ts';
import { contentStems, isContent, wordsOf } from '../../models/words.ts';

/** A word the packet comes back to and no claim holds. */
export interface LeftOut {
  readonly word: string;
  /** The slice that speaks of it most. */
  readonly slice: string;
  readonly slices: number;
  readonly passages: number;
}

/** A word counts as weighty when at least three slices speak of it, one of them more than once, or five sentences of two slices. */
const MANY_SLICES = 3;
const MANY_PASSAGES = 5;

/** The weightiest first. */
export function leftOut(sources: readonly SourceText[], claims: readonly string[]): LeftOut[] {
  const said = new Set(claims.flatMap(contentStems));
  const counts = new Map<string, { word: string; bySlice: Map<string, number> }>();
  for (const source of sources) {
    for (const { start, end } of passagesOf(source.text)) {
      const seen = new Set<string>();
      for (const { stem, text } of wordsOf(source.text.slice(start, end))) {
        if (!isWeighty(stem, text) || said.has(stem) || seen.has(stem)) continue;
        seen.add(stem);
        const count = counts.get(stem) ?? { word: text.toLowerCase(), bySlice: new Map<string, number>() };
        count.bySlice.set(source.slice, (count.bySlice.get(source.slice) ?? 0) + 1);
        counts.set(stem, count);
      }
    }
  }
  return [...counts.values()]
    .map(({ word, bySlice }) => {
      const ranked = [...bySlice].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
      return { word, slice: ranked[0]?.[0] ?? '', slices: ranked.length, passages: ranked.reduce((sum, [, count]) => sum + count, 0) };
    })
    .filter(each => (each.slices >= MANY_SLICES && each.passages > each.slices) || (each.passages >= MANY_PASSAGES && each.slices > 1))
    .sort((a, b) => b.slices - a.slices || b.passages - a.passages || (a.word < b.word ? -1 : 1));
}

/** Long words in lower case: names, weekdays and small talk are no topics. */
const isWeighty = (stem: string, text: string): boolean =>
  stem.length >= 6 && isContent(stem) && !/^[\p{Lu}\d]/u.test(text) && !SMALL_TALK.has(stem);

const SMALL_TALK = new Set(
  [
    'session',
    'question',
    'really',
    'before',
    'because',
    'something',
    'anything',
    'nothing',
    'everybody',
    'nobody',
    'always',
    'already',
    'another',
    'already',
  ].flatMap(contentStems),
);
