import { numbersIn, type StatedNumber } from '../../models/numbers.ts';
import type { Claim } from '../claim.ts';

const DAY =
  /\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b|\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|\b(?:today|tomorrow|tonight|next (?:week|session|month|year)|week \d+|by the end of|every (?:day|week|month)|from now on|until)\b|\d{4}-\d{2}-\d{2}/i;
const PROMISE = /\b(?:I|we) (?:will|am going to|are going to|shall)\b/i;

/** What a claim leaves open, as the end of a sentence: a promise in the first person without a day, a number of nothing. Null when it is whole. */
export function unfinished(claim: Claim): string | null {
  if (claim.kind === 'commitment' && PROMISE.test(claim.text) && !DAY.test(claim.text)) return 'names no day.';
  if (claim.kind !== 'number') return null;
  const bare = numbersIn(claim.text).find(number => number.unit === null && countsSomething(number, claim.text));
  return bare === undefined ? null : `does not say of what it counts ${bare.value}.`;
}

/** False for years, times of day ("between six and seven"), dates in figures and numbers that are names ("milestone 2"). */
function countsSomething({ value, start, end }: StatedNumber, text: string): boolean {
  if (Number.isInteger(value) && value >= 1900 && value <= 2100) return false;
  const before = text.slice(Math.max(0, start - 24), start);
  if (/[-/.:]$/.test(before) || /^[-/:]\d/.test(text.slice(end, end + 2))) return false;
  if (/\b(?:week|milestone|session|page|number|no|room|version|phase|term|round|chapter|part|step|annex|level)\.?\s+$/i.test(before))
    return false;
  const isHour = Number.isInteger(value) && value <= 24;
  return !(isHour && /\b(?:at|until|till|between|from|to|after|before|by|around|since)\s+(?:\p{L}+\s+and\s+)?$/iu.test(before));
}
