import type { Citation, Claim, ContestedReason, Verdict } from '../claim.ts';
import { findConflict } from './find-conflict.ts';
import { gatherEvidence, heldBy, statedIn, type Gathered } from './gather-evidence.ts';
import { POLICY } from './policy.ts';
import { disagree, readText, recall, type Passages, type Reading, type SourcePassage } from './read-passages.ts';

/** The verdict of the offline method. `testimony`: slices that tell one side only. */
export function judgeClaim(claim: Claim, passages: Passages, testimony: ReadonlySet<string>): Verdict {
  const { speaker, text } = withoutSpeaker(claim.text, passages);
  const reading = readText(text);
  const best = gatherEvidence(reading, speaker, passages);
  if (best === null) return contested(claim, 'not_found', 0, [], NOTHING);
  const score = rounded(best.recall);
  const weakness = weaknessOf(reading, best);
  if (weakness !== null) return contested(claim, weakness.reason, score, cite(claim, best.passages, score, 'near'), weakness.note);
  const conflict = findConflict(reading, best.passages, passages, testimony);
  if (conflict !== null) return contested(claim, conflict.reason, score, cite(claim, [conflict.passage], score, 'against'), conflict.note);
  const own = best.passages[0]?.source.slice ?? '';
  if (claim.kind !== 'commitment' || !best.passages.every(passage => testimony.has(passage.source.slice))) {
    return grounded(claim, score, cite(claim, best.passages, score));
  }
  const witness = witnessOf(reading, passages, testimony);
  return witness === null
    ? contested(claim, 'partial', score, [], `It stands in the ${own.replaceAll('_', ' ')} only.`)
    : grounded(claim, score, cite(claim, [witness, ...best.passages], score));
}

const NOTHING = 'The packet does not speak of it.';

/** "Ana: We agreed." says that Ana says so, where the packet knows an Ana who speaks. */
function withoutSpeaker(text: string, passages: Passages): { speaker: string | null; text: string } {
  const label = /^([^:]{1,40}): /.exec(text)?.[1];
  const known = label !== undefined && passages.all.some(passage => passage.speaker === label);
  return known ? { speaker: label, text: text.slice(label.length + 2) } : { speaker: null, text };
}

/** Why the best sentences do not carry the claim; null when they do. */
function weaknessOf(reading: Reading, { passages, recall: share }: Gathered): { reason: ContestedReason; note: string } | null {
  if (share < POLICY.foundRecall) return { reason: 'not_found', note: NOTHING };
  const missing = reading.numbers.find(number => !statedIn(passages, number.value));
  if (missing !== undefined) {
    const rival = passages.flatMap(passage => passage.numbers).find(other => other.unit !== null && other.unit === missing.unit);
    const note =
      rival === undefined
        ? `No passage that speaks of it holds the number ${missing.value}.`
        : `The number differs: ${rival.value} in the nearest passage, ${missing.value} here.`;
    return { reason: 'numeric_mismatch', note };
  }
  const held = heldBy(passages);
  if (share < POLICY.groundedRecall || ![...reading.names].every(name => held.has(name))) {
    return { reason: 'partial', note: 'The packet supports only a part of it.' };
  }
  const [nearest] = passages;
  return nearest !== undefined && disagree(nearest, reading)
    ? { reason: 'negation', note: 'The nearest passage says the opposite.' }
    : null;
}

/** The sentence outside the testimony that says most of the same, with all its numbers; null when none says enough. */
function witnessOf(reading: Reading, passages: Passages, testimony: ReadonlySet<string>): SourcePassage | null {
  let best: { passage: SourcePassage; share: number } | null = null;
  for (const passage of passages.all) {
    if (testimony.has(passage.source.slice) || disagree(passage, reading)) continue;
    if (!reading.numbers.every(number => statedIn([passage], number.value))) continue;
    const share = recall(reading.stems, heldBy([passage]), passages.ranking);
    if (share >= POLICY.witnessRecall && (best === null || share > best.share)) best = { passage, share };
  }
  return best?.passage ?? null;
}

/** One citation a sentence, in the order given. */
const cite = (claim: Claim, passages: readonly SourcePassage[], score: number, mark = ''): Citation[] =>
  passages.map(({ source: { slice, sliceHash, text }, start, end }, index) => ({
    id: `${claim.claim_id}.${mark}${index + 1}`,
    slice,
    slice_hash: sliceHash,
    start,
    end,
    unit: 'utf16',
    quote: text.slice(start, end),
    score,
  }));

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
