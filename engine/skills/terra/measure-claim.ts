import type { Gathered } from './gather-evidence.ts';
import { keysOf, type SourceIndex } from './index-sources.ts';
import { FEATURES, POLICY, type Carrying, type Feature } from './policy.ts';
import type { Term } from './read-terms.ts';
import { holds, shareOf } from './weigh-terms.ts';

/** How far the packet carries a claim. Counts of what is missing as their square roots: the first that is missing says most. */
export interface Measure extends Readonly<Record<Feature, number>> {
  /** Share of its terms that the sentences and their neighbours hold, weighted by how telling each is. */
  readonly share: number;
  /** Numbers, ordinals, years and months that neither stand nearby nor in the slice's head, */
  readonly numbersFar: number;
  /** and those that stand nowhere in the packet. */
  readonly numbersNowhere: number;
  /** Names that the sentences do not hold, */
  readonly namesFar: number;
  /** and those that stand nowhere. */
  readonly namesNowhere: number;
  /** The share again where no number, date or name is missing; else 0. */
  readonly whole: number;
}

export function measureClaim(terms: readonly Term[], gathered: Gathered, index: SourceIndex): Measure {
  const near = keysOf(
    gathered.passages.flatMap(passage => index.around(passage, POLICY.around)),
    index,
  );
  const numbers = terms.filter(isCounted);
  const names = terms.filter(term => term.kind === 'name');
  const share = shareOf(terms, term => holds(near, term));
  const numbersFar = numbers.filter(term => !holds(gathered.surroundings, term)).length;
  const namesFar = names.filter(term => !holds(gathered.held, term)).length;
  return {
    share,
    numbersFar: Math.sqrt(numbersFar),
    numbersNowhere: Math.sqrt(numbers.filter(term => isNowhere(term, index)).length),
    namesFar: Math.sqrt(namesFar),
    namesNowhere: Math.sqrt(names.filter(term => isNowhere(term, index)).length),
    whole: numbersFar + namesFar === 0 ? share : 0,
  };
}

/** How likely the packet carries all of the claim: from 0 to 1. */
export function likelihood(measure: Measure, { intercept, weights }: Carrying): number {
  const sum = FEATURES.reduce((all, feature) => all + weights[feature] * measure[feature], intercept);
  return 1 / (1 + Math.exp(-sum));
}

const isCounted = ({ kind }: Term): boolean => kind === 'number' || kind === 'ordinal' || kind === 'date';

const isNowhere = (term: Term, index: SourceIndex): boolean => ![term.key, ...term.also].some(key => index.has(key));
