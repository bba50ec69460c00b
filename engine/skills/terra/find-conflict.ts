import type { StatedNumber } from '../../models/numbers.ts';
import { contentStems } from '../../models/words.ts';
import type { ContestedReason } from '../claim.ts';
import { POLICY } from './policy.ts';
import { disagree, recall, type Passages, type Reading, type SourcePassage } from './read-passages.ts';

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
    const shared = [...reading.stems].filter(stem => passage.stems.has(stem));
    const share = Math.max(recall(reading.stems, passage.stems, passages.ranking), recall(passage.stems, reading.stems, passages.ranking));
    const conflict = conflictWith(passage, reading, shared, share);
    if (conflict !== null && (worst === null || share > worst.share)) worst = { ...conflict, share };
  }
  return worst;
}

function conflictWith(passage: SourcePassage, reading: Reading, shared: readonly string[], share: number): Conflict | null {
  const where = passage.source.slice.replaceAll('_', ' ');
  if (share >= POLICY.sameThingRecall) {
    for (const number of reading.numbers) {
      if (number.unit === null || shared.filter(stem => stem !== number.unit).length < POLICY.sameThingWords) continue;
      if (passage.numbers.some(other => other.value === number.value)) continue;
      const other = rivalOf(number, shared, passage);
      if (other !== undefined)
        return { reason: 'numeric_mismatch', passage, note: `The number differs: ${other.value} in the ${where}, ${number.value} here.` };
    }
  }
  if (shared.length >= POLICY.denialWords && share >= POLICY.denialRecall && disagree(passage, reading)) {
    return { reason: 'contradicted', passage, note: `The opposite stands in the ${where}.` };
  }
  return null;
}

/** Of several numbers of the same unit the one with the most shared words around it. */
function rivalOf(number: StatedNumber, shared: readonly string[], passage: SourcePassage): StatedNumber | undefined {
  const text = passage.source.text.slice(passage.start, passage.end);
  const company = (other: StatedNumber): number => {
    const around = new Set(contentStems(text.slice(Math.max(0, other.start - NEAR_CHARS), other.end)));
    return shared.filter(stem => around.has(stem)).length;
  };
  return passage.numbers.filter(each => each.unit === number.unit).sort((a, b) => company(b) - company(a))[0];
}

const NEAR_CHARS = 50;
