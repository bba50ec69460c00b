import type { ContestedReason } from '../claim.ts';
import { disagree } from './denials.ts';
import { findRival } from './find-rival.ts';
import { speaksOfOther, type Gathered, type Wanted } from './gather-evidence.ts';
import type { SourceIndex, SourcePassage } from './index-sources.ts';
import { likelihood, measureClaim, type Measure } from './measure-claim.ts';
import { POLICY, type Carrying } from './policy.ts';
import type { Term } from './read-terms.ts';
import { holds } from './weigh-terms.ts';

export interface Weakness {
  readonly reason: ContestedReason;
  readonly note: string;
}

/** Why the best sentences do not carry the claim; null when they do. */
export function findWeakness(wanted: Wanted, gathered: Gathered, index: SourceIndex, carrying: Carrying): Weakness | null {
  const missing = wanted.terms.find(term => term.kind === 'number' && !holds(gathered.surroundings, term));
  if (missing !== undefined) return { reason: 'numeric_mismatch', note: differing(missing, wanted, gathered, index) };
  const measure = measureClaim(wanted.terms, gathered, index);
  const isCarried = likelihood(measure, carrying) >= carrying.from;
  const [nearest] = gathered.passages;
  const opposed = nearest === undefined || (gathered.gains[0] ?? 0) < POLICY.sameThingShare ? null : opposedBy(nearest, wanted, index);
  if (opposed !== null) return opposed;
  return isCarried ? null : { reason: 'partial', note: partly(measure, wanted, gathered, index) };
}

/** How a passage that speaks of the same thing says something else of it. */
function opposedBy(passage: SourcePassage, wanted: Wanted, index: SourceIndex): Weakness | null {
  const reading = index.read(passage);
  const rival = findRival(wanted, reading);
  if (rival !== null) {
    const [claimed, stated] = [
      wanted.text.slice(rival.claimed.start, rival.claimed.end),
      reading.text.slice(rival.stated.start, rival.stated.end),
    ];
    const isName = rival.claimed.kind === 'name';
    const what = isName ? 'name' : rival.claimed.kind === 'date' ? 'date' : 'number';
    return {
      reason: isName ? 'contradicted' : 'numeric_mismatch',
      note: `The ${what} differs: ${stated} in the nearest passage, ${claimed} here.`,
    };
  }
  if (speaksOfOther(passage, reading, wanted.subject))
    return { reason: 'contradicted', note: `It is ${passage.speaker ?? ''} who says so of themselves, not ${wanted.subject ?? ''}.` };
  return disagree(reading, wanted) ? { reason: 'negation', note: 'The nearest passage says the opposite.' } : null;
}

/** The number that is missing, and the one of the same unit in its stead where there is one. */
function differing(missing: Term, wanted: Wanted, { passages }: Gathered, index: SourceIndex): string {
  const claimed = wanted.numbers.find(number => `#${number.value}` === missing.key);
  const value = wanted.text.slice(missing.start, missing.end);
  const rival = passages
    .flatMap(passage => index.read(passage).numbers)
    .find(other => other.unit !== null && other.unit === claimed?.unit && other.value !== claimed.value);
  return rival === undefined
    ? `No passage that speaks of it holds the number ${value}.`
    : `The number differs: ${rival.value} in the nearest passage, ${claimed?.value ?? value} here.`;
}

/** Names what is missing where one thing is. */
function partly({ numbersFar, namesFar }: Measure, { terms, text }: Wanted, { held, surroundings }: Gathered, index: SourceIndex): string {
  const missing = terms.find(term => (term.kind === 'name' || numbersFar > 0) && term.kind !== 'word' && !holds(surroundings, term));
  const far = missing ?? (namesFar > 0 ? terms.find(term => term.kind === 'name' && !holds(held, term)) : undefined);
  if (far === undefined) return 'The packet supports only a part of it.';
  const word = text.slice(far.start, far.end);
  const anywhere = [far.key, ...far.also].some(key => index.has(key));
  return `The packet supports only a part of it: “${word}” stands ${anywhere ? 'elsewhere' : 'nowhere'} in it.`;
}
