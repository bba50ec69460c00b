import type { SourceText } from '../../models/model.ts';
import { passagesOf, type Passage } from '../../models/sentences.ts';
import { contentStems, isContent, wordsOf } from '../../models/words.ts';

/** A word the packet comes back to and no claim holds. */
export interface LeftOut {
  readonly word: string;
  /** The slice that speaks of it most. */
  readonly slice: string;
  readonly slices: number;
  readonly passages: number;
  /** The first sentence of that slice that speaks of it. */
  readonly quote: string;
  readonly start: number;
  readonly end: number;
}

/** A word counts as weighty when at least three slices speak of it, one of them more than once, or five sentences of two slices. */
const MANY_SLICES = 3;
const MANY_PASSAGES = 5;

/** The weightiest first. */
export function leftOut(sources: readonly SourceText[], claims: readonly string[]): LeftOut[] {
  const said = new Set(claims.flatMap(contentStems));
  const counts = new Map<string, { word: string; bySlice: Map<string, { count: number; start: number; end: number }> }>();
  for (const source of sources) {
    for (const { start, end } of bodyOf(source.text)) {
      const seen = new Set<string>();
      for (const { stem, text } of wordsOf(source.text.slice(start, end))) {
        if (!isWeighty(stem, text) || said.has(stem) || seen.has(stem)) continue;
        seen.add(stem);
        const known = counts.get(stem) ?? {
          word: text.toLowerCase(),
          bySlice: new Map<string, { count: number; start: number; end: number }>(),
        };
        const here = known.bySlice.get(source.slice) ?? { count: 0, start, end };
        known.bySlice.set(source.slice, { ...here, count: here.count + 1 });
        counts.set(stem, known);
      }
    }
  }
  return [...counts.values()]
    .map(({ word, bySlice }) => {
      const ranked = [...bySlice].sort(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1));
      const [slice, { start, end }] = ranked[0] ?? ['', { start: 0, end: 0 }];
      const quote = sources.find(source => source.slice === slice)?.text.slice(start, end) ?? '';
      return { word, slice, quote, start, end, slices: ranked.length, passages: ranked.reduce((sum, [, { count }]) => sum + count, 0) };
    })
    .filter(each => (each.slices >= MANY_SLICES && each.passages > each.slices) || (each.passages >= MANY_PASSAGES && each.slices > 1))
    .sort((a, b) => b.slices - a.slices || b.passages - a.passages || (a.word < b.word ? -1 : 1));
}

/** Without the first line of a text that goes on in other paragraphs: that is its title. */
const bodyOf = (text: string): readonly Passage[] => {
  const passages = passagesOf(text);
  return passages.filter(({ block }) => block > 0 || (passages.at(-1)?.block ?? 0) < 3);
};

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
