import type { SourceText } from '../../models/model.ts';
import { rankTexts, type Ranking } from '../../models/bm25.ts';
import { numbersIn, type StatedNumber } from '../../models/numbers.ts';
import { passagesOf } from '../../models/sentences.ts';
import { isContent, wordsOf } from '../../models/words.ts';
import { POLICY } from './policy.ts';

/** What a text says, as far as it is compared. */
export interface Reading {
  /** All its words in their order, in lower case, a space around each: what is said word for word is found in it. */
  readonly words: string;
  /** Words that carry meaning, each once, numbers left out. */
  readonly stems: ReadonlySet<string>;
  readonly numbers: readonly StatedNumber[];
  /** Stems of the names in it: capitalised words that do not begin the sentence. */
  readonly names: ReadonlySet<string>;
  /** The words of each clause that denies something. */
  readonly denials: readonly ReadonlySet<string>[];
}

/** A sentence of a slice. */
export interface SourcePassage extends Reading {
  readonly source: SourceText;
  readonly index: number;
  readonly start: number;
  readonly end: number;
  readonly speaker: string | null;
}

export interface Passages {
  readonly all: readonly SourcePassage[];
  readonly ranking: Ranking;
}

export function readPassages(sources: readonly SourceText[]): Passages {
  const all: SourcePassage[] = [];
  for (const source of sources) {
    for (const { start, end, speaker } of passagesOf(source.text)) {
      all.push({ ...readText(source.text.slice(start, end)), source, start, end, speaker, index: all.length });
    }
  }
  return { all, ranking: rankTexts(all.map(passage => [...passage.stems])) };
}

const NEGATION = /\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|unable|refus(?:e|es|ed)|\w+n[’']t)\b/i;

export function readText(text: string): Reading {
  const all = wordsOf(text);
  const numbers = numbersIn(text, all);
  const stems = new Set<string>();
  const names = new Set<string>();
  for (const word of all) {
    const isNumber = numbers.some(number => word.start >= number.start && word.end <= number.end);
    if (isNumber || !isContent(word.stem)) continue;
    stems.add(word.stem);
    const before = text.slice(Math.max(0, word.start - 3), word.start);
    const begins = (word.start <= 3 && !/\w/.test(before)) || /[.!?:“"]\s*$/.test(before);
    if (!begins && /^\p{Lu}/u.test(word.text)) names.add(word.stem);
  }
  const words = ` ${all.map(word => word.text.toLowerCase()).join(' ')} `;
  return { words, stems, numbers, names, denials: denialsIn(text) };
}

/** "You build two and no more, and you hang up the board" denies neither the building nor the hanging: so clause by clause. */
function denialsIn(text: string): ReadonlySet<string>[] {
  const clauses = text.replace(/^no,\s/i, '').split(/[,;:]\s|\s[–—]\s|\s(?:and|but|or|because|so|which|that)\s/i);
  return clauses
    .filter(clause => NEGATION.test(clause))
    .map(
      clause =>
        new Set(
          wordsOf(clause)
            .map(word => word.stem)
            .filter(isContent),
        ),
    );
}

/** True when one of the two denies what the other speaks of, and the other does not. */
export function disagree(a: Reading, b: Reading): boolean {
  const denies = (one: Reading, other: Reading): boolean => one.denials.some(clause => [...clause].some(stem => other.stems.has(stem)));
  return denies(a, b) !== denies(b, a);
}

/** Share of `wanted` that `held` holds, weighted by how telling each is; 1 when nothing is wanted. */
export function recall(wanted: Iterable<string>, held: ReadonlySet<string>, ranking: Ranking): number {
  let [all, found] = [0, 0];
  for (const stem of wanted) {
    const weight = Math.min(ranking.weight(stem), POLICY.mostTelling);
    all += weight;
    if (held.has(stem)) found += weight;
  }
  return all === 0 ? 1 : found / all;
}
