import { POLICY } from './policy.ts';
import { readText, recall, type Passages, type Reading, type SourcePassage } from './read-passages.ts';

/** The sentences that together hold most of a claim, the best first. */
export interface Gathered {
  readonly passages: readonly SourcePassage[];
  /** Share of the claim's words they hold, weighted by how telling each is. */
  readonly recall: number;
}

/**
 * Greedy: the sentence that holds most of the claim, then another as long as it adds enough, three at most. A sentence is worth its words, a little
 * for the numbers it holds, more for saying it word for word, and less when somebody else says it. Null when no sentence shares a word with the claim.
 */
export function gatherEvidence(reading: Reading, speaker: string | null, passages: Passages): Gathered | null {
  const chosen: SourcePassage[] = [];
  let reached = 0;
  while (chosen.length < POLICY.sentences) {
    let best: { passage: SourcePassage; worth: number } | null = null;
    for (const passage of candidates(reading, passages)) {
      const worth = worthOf([...chosen, passage], reading, speaker, passages);
      if (worth > reached + (chosen.length === 0 ? 0 : POLICY.leastGain) && (best === null || worth > best.worth))
        best = { passage, worth };
    }
    if (best === null) break;
    chosen.push(best.passage);
    reached = best.worth;
  }
  return chosen.length === 0 ? null : { passages: chosen, recall: recall(reading.stems, heldBy(chosen), passages.ranking) };
}

const candidates = (reading: Reading, passages: Passages): readonly SourcePassage[] => {
  if (passages.all.length <= POLICY.candidates) return passages.all;
  const scores = passages.ranking.scores(new Map([...reading.stems].map(stem => [stem, 1])));
  return passages.all
    .filter(passage => (scores[passage.index] ?? 0) > 0)
    .sort((a, b) => (scores[b.index] ?? 0) - (scores[a.index] ?? 0) || a.index - b.index)
    .slice(0, POLICY.candidates);
};

function worthOf(chosen: readonly SourcePassage[], reading: Reading, speaker: string | null, passages: Passages): number {
  const share = recall(reading.stems, heldBy(chosen), passages.ranking);
  const held = reading.numbers.filter(number => statedIn(chosen, number.value)).length;
  const numbers = reading.numbers.length === 0 ? 0 : (POLICY.numberShare * held) / reading.numbers.length;
  const said = speaker === null || chosen[0]?.speaker === speaker ? 0 : POLICY.otherSpeaker;
  const verbatim = chosen[0]?.words.includes(reading.words) === true ? POLICY.verbatim : 0;
  return share + numbers + verbatim - said;
}

export const statedIn = (passages: readonly SourcePassage[], value: number): boolean =>
  passages.some(passage => passage.numbers.some(number => number.value === value));

/** The words of the sentences, and the names of those who speak them. */
export const heldBy = (passages: readonly SourcePassage[]): ReadonlySet<string> =>
  new Set(passages.flatMap(passage => [...passage.stems, ...(passage.speaker === null ? [] : readText(passage.speaker).stems)]));
