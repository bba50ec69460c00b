import { keysOf, type Reading, type SourceIndex, type SourcePassage } from './index-sources.ts';
import { POLICY } from './policy.ts';
import { readTerms, type Term } from './read-terms.ts';
import { holds, weightOf } from './weigh-terms.ts';

/** What a claim says. */
export interface Wanted extends Reading {
  /** Each of its terms once. */
  readonly terms: readonly Term[];
  /** All of them, in the order of the text. */
  readonly sequence: readonly Term[];
  /** Who is said to have said it: "Ana: We agreed." Null where nobody is. */
  readonly speaker: string | null;
  /** That one, or else a speaker of the packet whose name the claim begins with: "Ana will call." */
  readonly subject: string | null;
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

function bonusOf(passage: SourcePassage, { words, speaker, subject }: Wanted, index: SourceIndex): number {
  const reading = index.read(passage);
  const verbatim = reading.words.includes(words) ? POLICY.verbatim : 0;
  const isOther = speaker === null ? speaksOfOther(passage, reading, subject) : passage.speaker !== speaker;
  return verbatim - (isOther ? POLICY.otherSpeaker : 0);
}

const FIRST_PERSON = /\b(?:I|my|me|mine|we|our|us)\b(?!\.)/;

/** True when somebody else than the subject speaks of themselves there, and not of the subject. */
export function speaksOfOther({ speaker }: SourcePassage, { text, terms }: Reading, subject: string | null): boolean {
  if (subject === null || speaker === null || speaker === subject || !FIRST_PERSON.test(text)) return false;
  const names = new Set(readTerms(subject).map(term => term.key));
  return !terms.some(term => names.has(term.key));
}

/** The passages that hold most of the terms, those that stand first before others that hold as much. */
export const candidates = (terms: readonly Term[], index: SourceIndex, most: number = POLICY.candidates): readonly SourcePassage[] =>
  index.best(
    terms.map(term => ({ keys: [term.key, ...term.also], weight: weightOf(term) })),
    most,
  );
