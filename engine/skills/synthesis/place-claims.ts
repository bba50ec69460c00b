import { rankTexts } from '../../models/bm25.ts';
import { contentStems } from '../../models/words.ts';
import type { Claim, Verdict } from '../claim.ts';
import type { Section } from './read-sections.ts';

/** A claim and what Terra says of it. */
export interface JudgedClaim {
  readonly claim: Claim;
  readonly verdict: Verdict;
}

/** What a claim gains by standing in a field or slice that the section names. */
const FROM_SHARE = 0.5;

/** For each section its claims, in their order: each claim stands in the one section it fits best, the best-ranked within the section's limit. */
export function placeClaims(sections: readonly Section[], judged: readonly JudgedClaim[]): JudgedClaim[][] {
  const ranking = rankTexts(judged.map(({ claim }) => contentStems(claim.text)));
  const fits = sections.map(section => {
    if (section.ofReview) return judged.map(() => 0);
    const scores = ranking.scores(new Map(contentStems(`${section.heading} ${section.instruction}`).map(stem => [stem, 1])));
    const best = Math.max(...scores, Number.MIN_VALUE);
    return judged.map((each, index) => fit(section, each, (scores[index] ?? 0) / best));
  });
  return sections.map((section, own) => {
    const mine = judged.flatMap((each, index) => {
      const score = fits[own]?.[index] ?? 0;
      const rival = fits.some((scores, other) => (scores[index] ?? 0) > score || ((scores[index] ?? 0) === score && other < own));
      return score > 0 && !rival ? [{ each, index, score }] : [];
    });
    const kept = mine.sort((a, b) => b.score - a.score || a.index - b.index).slice(0, section.limit);
    return kept.sort((a, b) => a.index - b.index).map(({ each }) => each);
  });
}

/** 0: it does not belong there. */
function fit(section: Section, { claim, verdict }: JudgedClaim, share: number): number {
  if (section.from.length === 0) return share;
  const places = new Set([...(claim.draft_span?.path.split('/') ?? []), ...verdict.citations.map(citation => citation.slice)]);
  return section.from.every(word => places.has(word)) ? FROM_SHARE + share * (1 - FROM_SHARE) : 0;
}
