import type { ContestedReason } from '../claim.ts';
import { POLICY } from './policy.ts';
import { recall, type Passages, type Reading, type SourcePassage } from './read-passages.ts';

export interface Conflict {
  readonly reason: ContestedReason;
  readonly passage: SourcePassage;
  readonly note: string;
}

/**
 * A passage of another slice that speaks of the same thing and states another number of the same unit, or denies what the claim says. Only what
 * rests on testimony is held against the other slices: notes of different weeks may well differ. Null when nothing speaks against it.
 */
export function findConflict(
  reading: Reading,
  evidence: readonly SourcePassage[],
  passages: Passages,
  testimony: ReadonlySet<string>,
): Conflict | null {
  if (!evidence.every(passage => testimony.has(passage.source.slice))) return null;
  let worst: (Conflict & { readonly share: number }) | null = null;
  for (const passage of passages.all) {
    if (testimony.has(passage.source.slice)) continue;
    const shared = [...reading.stems].filter(stem => passage.stems.has(stem)).length;
    const share = Math.max(recall(reading.stems, passage.stems, passages.ranking), recall(passage.stems, reading.stems, passages.ranking));
    const conflict = conflictWith(passage, reading, shared, share);
    if (conflict !== null && (worst === null || share > worst.share)) worst = { ...conflict, share };
  }
  return worst;
}

function conflictWith(passage: SourcePassage, reading: Reading, shared: number, share: number): Conflict | null {
  const where = passage.source.slice.replaceAll('_', ' ');
  if (shared >= POLICY.sameThingWords && share >= POLICY.sameThingRecall) {
    for (const number of reading.numbers) {
      if (number.unit === null || passage.numbers.some(other => other.value === number.value)) continue;
      const other = passage.numbers.find(each => each.unit === number.unit);
      if (other !== undefined)
        return { reason: 'numeric_mismatch', passage, note: `The ${where} says ${other.value} where this says ${number.value}.` };
    }
  }
  if (shared >= POLICY.denialWords && share >= POLICY.denialRecall && passage.negated !== reading.negated) {
    return { reason: 'contradicted', passage, note: `The ${where} says the opposite.` };
  }
  return null;
}
