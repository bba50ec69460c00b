import { keysOf, type Reading, type SourceIndex, type SourcePassage } from './index-sources.ts';
import { POLICY } from './policy.ts';
import type { Term } from './read-terms.ts';
import { holds, weightOf } from './weigh-terms.ts';

/** What a claim says. */
export interface Wanted extends Reading {
  /** Each of its terms once. */
  readonly terms: readonly Term[];
  /** Who is said to have said it; null where nobody is. */
  readonly speaker: string | null;
}

/** The sentences that together hold most of a claim, the best first. */
export interface Gathered {
  readonly passages: readonly SourcePassage[];
  /** How much of the claim each adds to those before it. */
  readonly gains: readonly number[];
  /** Share of the claim's terms that they hold. */
  readonly share: number;
  /** The keys of what they say, */
  readonly held: ReadonlySet<string>;
  /** and of what stands around them and at the head of their slices. */
  readonly surroundings: ReadonlySet<string>;
}

/** Greedy: the sentence that holds most of the claim, then those that add most. Null when no sentence holds any of it. */
export function gatherEvidence(wanted: Wanted, index: SourceIndex): Gathered | null {
  const { terms } = wanted;
  const closely = candidates(terms, index).map(passage => ({
    passage,
    keys: index.read(passage).keys,
    bonus: bonusOf(passage, wanted, index),
  }));
  const passages: SourcePassage[] = [];
  const gains: number[] = [];
  let missing: readonly Term[] = terms;
  let share = 0;
  while (passages.length < POLICY.sentences) {
    let best: {
      readonly passage: SourcePassage;
      readonly keys: ReadonlySet<string>;
      readonly gain: number;
      readonly worth: number;
    } | null = null;
    for (const { passage, keys, bonus } of closely) {
      const gain = gainOf(missing, keys, terms);
      const worth = gain + (passages.length === 0 ? bonus : 0);
      if (gain > 0 && (best === null || worth > best.worth)) best = { passage, keys, gain, worth };
    }
    if (best === null) break;
    const { keys } = best;
    passages.push(best.passage);
    gains.push(best.gain);
    missing = missing.filter(term => !holds(keys, term));
    share += best.gain;
  }
  if (passages.length === 0) return null;
  const near = passages.flatMap(passage => [...index.around(passage, POLICY.aroundNumbers), ...index.headOf(passage, POLICY.head)]);
  return { passages, gains, share, held: keysOf(passages, index), surroundings: keysOf(near, index) };
}

function gainOf(missing: readonly Term[], keys: ReadonlySet<string>, terms: readonly Term[]): number {
  let held = 0;
  for (const term of missing) if (holds(keys, term)) held += weightOf(term);
  return held === 0 ? 0 : held / terms.reduce((all, term) => all + weightOf(term), 0);
}

function bonusOf(passage: SourcePassage, { words, speaker }: Wanted, index: SourceIndex): number {
  const verbatim = index.read(passage).words.includes(words) ? POLICY.verbatim : 0;
  return verbatim - (speaker === null || passage.speaker === speaker ? 0 : POLICY.otherSpeaker);
}

/** The passages that hold most of the terms, those that stand first before others that hold as much. */
export const candidates = (terms: readonly Term[], index: SourceIndex, most: number = POLICY.candidates): readonly SourcePassage[] =>
  index.best(
    terms.map(term => ({ keys: [term.key, ...term.also], weight: weightOf(term) })),
    most,
  );
