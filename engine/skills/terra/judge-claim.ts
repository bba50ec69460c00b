import type { Citation, Claim, ContestedReason, Verdict } from '../claim.ts';
import { disagree } from './denials.ts';
import { findConflict } from './find-conflict.ts';
import { findWeakness } from './find-weakness.ts';
import { candidates, gatherEvidence, type Gathered, type Wanted } from './gather-evidence.ts';
import { readText, type SourceIndex, type SourcePassage } from './index-sources.ts';
import { POLICY, type Carrying } from './policy.ts';
import { eachOnce, holds, shareOf } from './weigh-terms.ts';

export interface Rules {
  /** Slices that tell one side only. */
  readonly testimony: ReadonlySet<string>;
  /** The policy's own, unless they are being fitted. */
  readonly carrying?: Carrying;
}

/** The verdict of the offline method. */
export function judgeClaim(claim: Claim, index: SourceIndex, { testimony, carrying = POLICY.carrying }: Rules): Verdict {
  const wanted = wantedBy(claim.text, index);
  const gathered = gatherEvidence(wanted, index);
  if (gathered === null || gathered.share < POLICY.foundShare)
    return contested(claim, 'not_found', rounded(gathered?.share ?? 0), [], 'The packet does not speak of it.');
  const score = rounded(gathered.share);
  const evidence = citedFor(wanted, gathered, index);
  const weakness = findWeakness(wanted, gathered, index, carrying);
  if (weakness !== null) return contested(claim, weakness.reason, score, cite(claim, gathered.passages, index, 'near'), weakness.note);
  const conflict = findConflict(wanted, evidence, index, testimony);
  if (conflict !== null) return contested(claim, conflict.reason, score, cite(claim, [conflict.passage], index, 'against'), conflict.note);
  if (claim.kind !== 'commitment' || !evidence.every(passage => testimony.has(passage.source.slice)))
    return grounded(claim, score, cite(claim, evidence, index));
  const witness = witnessOf(wanted, index, testimony);
  const own = evidence[0]?.source.slice.replaceAll('_', ' ') ?? '';
  return witness === null
    ? contested(claim, 'partial', score, [], `It stands in the ${own} only.`)
    : grounded(claim, score, cite(claim, [witness, ...evidence], index));
}

/** What a claim says, and who is said to say it where the packet knows somebody of that name who speaks. */
export function wantedBy(text: string, index: SourceIndex): Wanted {
  const label = /^([^:]{1,40}): /.exec(text)?.[1];
  const speaker = label !== undefined && index.speakers.has(label) ? label : null;
  const reading = readText(speaker === null ? text : text.slice(speaker.length + 2));
  const first = /^[\p{L}’'-]+/u.exec(text)?.[0];
  const subject = speaker ?? [...index.speakers].find(name => name === first || name.startsWith(`${first ?? ''} `)) ?? null;
  return { ...reading, terms: eachOnce(reading.terms), sequence: reading.terms, speaker, subject };
}

/** The sentences that add enough, and the neighbours that hold a number, a date or a name which those leave out. */
function citedFor({ terms }: Wanted, { passages, gains, surroundings }: Gathered, index: SourceIndex): SourcePassage[] {
  const cited = passages.filter((_passage, place) => place === 0 || (gains[place] ?? 0) >= POLICY.leastGain);
  for (const term of terms) {
    if (term.kind === 'word' || !holds(surroundings, term)) continue;
    const has = (passage: SourcePassage): boolean => holds(index.read(passage).keys, term);
    if (cited.some(has) || cited.length >= POLICY.citations) continue;
    const nearby = passages.flatMap(passage => [...index.around(passage, POLICY.aroundNumbers), ...index.headOf(passage, POLICY.head)]);
    const found = [...passages, ...nearby].find(has);
    if (found !== undefined) cited.push(found);
  }
  return cited;
}

/** The sentence outside the testimony that says most of the same, with all its numbers; null when none says enough. */
function witnessOf(wanted: Wanted, index: SourceIndex, testimony: ReadonlySet<string>): SourcePassage | null {
  let best: { readonly passage: SourcePassage; readonly share: number } | null = null;
  for (const passage of candidates(wanted.terms, index, POLICY.rivals)) {
    const other = index.read(passage);
    if (testimony.has(passage.source.slice) || disagree(other, wanted)) continue;
    if (!wanted.terms.every(term => term.kind !== 'number' || holds(other.keys, term))) continue;
    const share = shareOf(
      wanted.terms.filter(term => term.kind === 'word' || term.kind === 'name'),
      term => holds(other.keys, term),
    );
    if (share >= POLICY.witnessShare && (best === null || share > best.share)) best = { passage, share };
  }
  return best?.passage ?? null;
}

/** One citation a sentence, in the order given; its score is the share of the claim's terms that it holds. */
const cite = (claim: Claim, passages: readonly SourcePassage[], index: SourceIndex, mark = ''): Citation[] => {
  const { terms } = wantedBy(claim.text, index);
  return passages.map((passage, place) => {
    const { source, start, end } = passage;
    const { keys } = index.read(passage);
    const score = rounded(shareOf(terms, term => holds(keys, term)));
    const { slice, sliceHash, text } = source;
    return {
      id: `${claim.claim_id}.${mark}${place + 1}`,
      slice,
      slice_hash: sliceHash,
      start,
      end,
      unit: 'utf16',
      quote: text.slice(start, end),
      score,
    };
  });
};

const grounded = (claim: Claim, score: number, citations: Citation[]): Verdict => ({
  claim_id: claim.claim_id,
  verdict: 'grounded',
  reason: null,
  score,
  citations,
  against: [],
  note: null,
});

const contested = (claim: Claim, reason: ContestedReason, score: number, against: Citation[], note: string): Verdict => ({
  claim_id: claim.claim_id,
  verdict: 'contested',
  reason,
  score,
  citations: [],
  against,
  note,
});

const rounded = (share: number): number => Math.round(share * 1000) / 1000;
