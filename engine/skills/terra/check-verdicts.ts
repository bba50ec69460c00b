import type { SourceText } from '../../models/model.ts';
import type { Citation, Claim, Verdict } from '../claim.ts';

/**
 * Verdicts that keep Terra's promises, whoever judged: exactly one for each claim, in the order of the claims; grounded if and only if there is a
 * citation; every citation stands byte for byte in its slice. A citation that does not is taken out, a claim left without one is contested
 * (`unjudged`), as is a claim nobody judged; verdicts on claims that were not asked are dropped.
 */
export function checkVerdicts(claims: readonly Claim[], verdicts: readonly Verdict[], sources: readonly SourceText[]): Verdict[] {
  const stands = (citation: Citation): boolean => {
    const source = sources.find(each => each.slice === citation.slice);
    return (
      source !== undefined &&
      citation.slice_hash === source.sliceHash &&
      citation.start < citation.end &&
      citation.end <= source.text.length &&
      source.text.slice(citation.start, citation.end) === citation.quote
    );
  };
  return claims.map(claim => {
    const verdict = verdicts.find(each => each.claim_id === claim.claim_id);
    if (verdict === undefined) return unjudged(claim, 'Nobody judged it.');
    const against = verdict.against.filter(stands);
    const citations = verdict.verdict === 'grounded' ? verdict.citations.filter(stands) : [];
    if (verdict.verdict === 'grounded' && citations.length === 0)
      return { ...unjudged(claim, 'Its citation does not stand in the packet.'), against };
    return { ...verdict, citations, against };
  });
}

const unjudged = (claim: Claim, note: string): Verdict => ({
  claim_id: claim.claim_id,
  verdict: 'contested',
  reason: 'unjudged',
  score: 0,
  citations: [],
  against: [],
  note,
});
