import type { StatedNumber } from '../../models/numbers.ts';
import type { ContestedReason } from '../claim.ts';
import { disagree } from './denials.ts';
import { findRival } from './find-rival.ts';
import { candidates, type Wanted } from './gather-evidence.ts';
import { readText, type Reading, type SourceIndex, type SourcePassage } from './index-sources.ts';
import { POLICY } from './policy.ts';
import type { Term } from './read-terms.ts';
import { eachOnce, holds, shareOf } from './weigh-terms.ts';

export interface Conflict {
  readonly reason: ContestedReason;
  readonly passage: SourcePassage;
  readonly note: string;
}

/**
 * A passage of another slice that speaks against a claim; null when none does. What rests on testimony is held against all that speaks of the same thing,
 * and states another number of the same unit, or denies it. What rests on the other slices is contested only where another says word for word the same,
 * with another number: notes of different weeks may well differ.
 */
export function findConflict(
  wanted: Wanted,
  evidence: readonly SourcePassage[],
  index: SourceIndex,
  testimony: ReadonlySet<string>,
): Conflict | null {
  const rests = evidence.every(passage => testimony.has(passage.source.slice));
  let worst: (Conflict & { readonly share: number }) | null = null;
  for (const passage of candidates(wanted.terms, index, POLICY.rivals)) {
    const { slice } = passage.source;
    if (testimony.has(slice) || evidence.some(each => each.source.slice === slice)) continue;
    const conflict = rests ? conflictWith(passage, index.read(passage), wanted) : tieWith(passage, index.read(passage), wanted, evidence);
    if (conflict !== null && (worst === null || conflict.share > worst.share)) worst = conflict;
  }
  return worst;
}

/** Another slice that holds all that the claim says but for an amount, and has another one in its place. */
function tieWith(
  passage: SourcePassage,
  other: Reading,
  wanted: Wanted,
  evidence: readonly SourcePassage[],
): (Conflict & { readonly share: number }) | null {
  const words = wanted.terms.filter(term => !isAmount(term));
  if (words.length < POLICY.tieWords || !words.every(term => holds(other.keys, term))) return null;
  const rival = findRival(wanted, other);
  if (rival === null || !isAmount(rival.claimed)) return null;
  const [claimed, stated] = [
    wanted.text.slice(rival.claimed.start, rival.claimed.end),
    other.text.slice(rival.stated.start, rival.stated.end),
  ];
  const here = evidence[0]?.source.slice.replaceAll('_', ' ') ?? '';
  const there = passage.source.slice.replaceAll('_', ' ');
  return {
    reason: 'ambiguous_source',
    passage,
    note: `The slices differ: ${claimed} in the ${here}, ${stated} in the ${there}.`,
    share: 1,
  };
}

function conflictWith(passage: SourcePassage, other: Reading, wanted: Wanted): (Conflict & { readonly share: number }) | null {
  const shared = wanted.terms.filter(term => !isAmount(term) && holds(other.keys, term)).map(term => term.key);
  const share = Math.max(sameShare(wanted, other), sameShare(other, wanted));
  const where = passage.source.slice.replaceAll('_', ' ');
  if (share >= POLICY.sameThingShare) {
    for (const number of wanted.numbers) {
      if (number.unit === null || shared.filter(key => key !== number.unit).length < POLICY.sameThingWords) continue;
      if (other.numbers.some(each => each.value === number.value)) continue;
      const rival = rivalOf(number, shared, other);
      if (rival !== undefined) {
        const note = `The number differs: ${rival.value} in the ${where}, ${number.value} here.`;
        return { reason: 'numeric_mismatch', passage, note, share };
      }
    }
  }
  if (shared.length >= POLICY.denialWords && share >= POLICY.denialShare && disagree(other, wanted))
    return { reason: 'contradicted', passage, note: `The opposite stands in the ${where}.`, share };
  return null;
}

const isAmount = ({ kind }: Term): boolean => kind === 'number' || kind === 'ordinal';

/** Share of one's terms that the other holds; amounts may well differ. */
const sameShare = (one: Reading, other: Reading): number =>
  shareOf(eachOnce(one.terms.filter(term => !isAmount(term))), term => holds(other.keys, term));

/** Of several numbers of the same unit the one with the most shared words around it. */
function rivalOf(number: StatedNumber, shared: readonly string[], other: Reading): StatedNumber | undefined {
  const company = (each: StatedNumber): number => {
    const { keys } = readText(other.text.slice(Math.max(0, each.start - NEAR_CHARS), each.end));
    return shared.filter(key => keys.has(key)).length;
  };
  return other.numbers.filter(each => each.unit === number.unit).sort((a, b) => company(b) - company(a))[0];
}

const NEAR_CHARS = 50;
