import type { Citation, Claim, ContestedReason, Verdict } from '../claim.ts';
import { POLICY } from './policy.ts';
import { findConflict } from './find-conflict.ts';
import { disagree, readText, recall, type Passages, type Reading, type SourcePassage } from './read-passages.ts';

/** One to three sentences of one slice that follow one another. */
interface Window {
  readonly passages: readonly SourcePassage[];
  readonly recall: number;
  /** Recall less what its width costs: what windows are compared by. */
  readonly worth: number;
}

/** The verdict of the offline method. `testimony`: slices that tell one side only. */
export function judgeClaim(claim: Claim, passages: Passages, testimony: ReadonlySet<string>): Verdict {
  const { speaker, text } = withoutSpeaker(claim.text, passages);
  const reading = readText(text);
  const best = bestWindow(reading, speaker, passages);
  if (best === null) return contested(claim, 'not_found', 0, [], 'The packet does not speak of it.');
  const score = rounded(best.recall);
  const weakness = weaknessOf(reading, best, passages);
  if (weakness !== null) return contested(claim, weakness.reason, score, cite(claim, best.passages, score, 'near'), weakness.note);
  const conflict = findConflict(reading, best.passages, passages, testimony);
  if (conflict !== null) return contested(claim, conflict.reason, score, cite(claim, [conflict.passage], score, 'against'), conflict.note);
  const own = best.passages[0]?.source.slice ?? '';
  if (claim.kind === 'commitment' && testimony.has(own)) {
    const witness = witnessOf(reading, passages, testimony);
    if (witness === null) return contested(claim, 'partial', score, [], `It stands in the ${spoken(own)} only.`);
    const citations = [...cite(claim, witness.passages, rounded(witness.recall), '', 1), ...cite(claim, best.passages, score, '', 2)];
    return grounded(claim, score, citations);
  }
  return grounded(claim, score, cite(claim, best.passages, score, ''));
}

/** "Ana: We agreed." says that Ana says so, where the packet knows an Ana who speaks. */
function withoutSpeaker(text: string, passages: Passages): { speaker: string | null; text: string } {
  const label = /^([^:]{1,40}): /.exec(text)?.[1];
  const known = label !== undefined && passages.all.some(passage => passage.speaker === label);
  return known ? { speaker: label, text: text.slice(label.length + 2) } : { speaker: null, text };
}

/** A sentence outside the testimony that says the same, with its numbers; null when there is none. */
function witnessOf(reading: Reading, passages: Passages, testimony: ReadonlySet<string>): Window | null {
  const windows = passages.all
    .filter(passage => !testimony.has(passage.source.slice) && !disagree(passage, reading))
    .flatMap(passage => windowAt(passage.index, passage.index, reading, null, passages) ?? [])
    .filter(window => window.recall >= POLICY.witnessRecall && holdsNumbers(reading, window.passages));
  return windows.reduce<Window | null>((best, window) => (best === null || window.worth > best.worth ? window : best), null);
}

const holdsNumbers = (reading: Reading, inside: readonly SourcePassage[]): boolean =>
  reading.numbers.every(number => inside.some(passage => passage.numbers.some(other => other.value === number.value)));

function bestWindow(reading: Reading, speaker: string | null, passages: Passages): Window | null {
  const query = new Map([...reading.stems].map(stem => [stem, 1]));
  const candidates = passages.ranking
    .scores(query)
    .map((score, index) => ({ score, index }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .slice(0, POLICY.candidates);
  let best: Window | null = null;
  for (const { index } of candidates) {
    for (const [first, last] of WINDOWS) {
      const window = windowAt(index + first, index + last, reading, speaker, passages);
      if (window !== null && (best === null || window.worth > best.worth)) best = window;
    }
  }
  return best;
}

/** Around a sentence: alone, with one neighbour, with two. */
const WINDOWS = [
  [0, 0],
  [-1, 0],
  [0, 1],
  [-2, 0],
  [-1, 1],
  [0, 2],
] as const;

function windowAt(first: number, last: number, reading: Reading, speaker: string | null, passages: Passages): Window | null {
  const inside = passages.all.slice(Math.max(0, first), last + 1);
  const source = inside[0]?.source;
  if (source === undefined || inside.length !== last - first + 1 || inside.some(passage => passage.source !== source)) return null;
  const share = recall(reading.stems, heldBy(inside), passages.ranking);
  const numbersHeld = reading.numbers.filter(number =>
    inside.some(passage => passage.numbers.some(other => other.value === number.value)),
  ).length;
  const numbers = reading.numbers.length === 0 ? 0 : (0.1 * numbersHeld) / reading.numbers.length;
  const said = speaker === null || inside.some(passage => passage.speaker === speaker) ? 0 : 0.2;
  return { passages: inside, recall: share, worth: share + numbers - said - POLICY.widthPenalty * (inside.length - 1) };
}

/** The words of the sentences, and the names of those who speak them. */
const heldBy = (inside: readonly SourcePassage[]): ReadonlySet<string> =>
  new Set(inside.flatMap(passage => [...passage.stems, ...(passage.speaker === null ? [] : readText(`. ${passage.speaker}`).stems)]));

/** Why the best window does not carry the claim; null when it does. */
function weaknessOf(reading: Reading, window: Window, passages: Passages): { reason: ContestedReason; note: string } | null {
  if (window.recall < POLICY.foundRecall) return { reason: 'not_found', note: 'The packet does not speak of it.' };
  const held = heldBy(window.passages);
  const stated = window.passages.flatMap(passage => passage.numbers);
  const missing = reading.numbers.filter(number => !stated.some(other => other.value === number.value));
  const rival = missing
    .map(number => ({ number, other: stated.find(other => other.unit !== null && other.unit === number.unit) }))
    .find(({ other }) => other !== undefined);
  if (rival?.other !== undefined)
    return {
      reason: 'numeric_mismatch',
      note: `The number differs: ${rival.other.value} in the nearest passage, ${rival.number.value} here.`,
    };
  if (missing.length > 0)
    return { reason: 'numeric_mismatch', note: `No passage that speaks of it holds the number ${missing[0]?.value ?? ''}.` };
  if (window.recall < POLICY.groundedRecall || ![...reading.names].every(name => held.has(name))) {
    return { reason: 'partial', note: 'The packet supports only a part of it.' };
  }
  const nearest = window.passages.toSorted(
    (a, b) => recall(reading.stems, b.stems, passages.ranking) - recall(reading.stems, a.stems, passages.ranking),
  )[0];
  if (nearest !== undefined && disagree(nearest, reading)) return { reason: 'negation', note: 'The nearest passage says the opposite.' };
  return null;
}

function cite(claim: Claim, passages: readonly SourcePassage[], score: number, mark: string, place = 1): Citation[] {
  const [first, last] = [passages[0], passages.at(-1)];
  if (first === undefined || last === undefined) return [];
  const { slice, sliceHash, text } = first.source;
  const quote = text.slice(first.start, last.end);
  return [
    {
      id: `${claim.claim_id}.${mark}${place}`,
      slice,
      slice_hash: sliceHash,
      start: first.start,
      end: last.end,
      unit: 'utf16',
      quote,
      score,
    },
  ];
}

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

const spoken = (slice: string): string => slice.replaceAll('_', ' ');
const rounded = (share: number): number => Math.round(share * 1000) / 1000;
