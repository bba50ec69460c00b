import { isCommon } from './common-stems.ts';
import { POLICY } from './policy.ts';
import type { Term } from './read-terms.ts';

/** How telling a term is. */
export const weightOf = ({ key, kind }: Term): number => {
  if (kind === 'word' || kind === 'name') return isCommon(key) ? POLICY.commonWeight : POLICY.wordWeight;
  return POLICY.numberWeight;
};

/** Share of the terms that are held, weighted by how telling each is; 1 when there are none. */
export function shareOf(terms: readonly Term[], isHeld: (term: Term) => boolean): number {
  let [all, held] = [0, 0];
  for (const term of terms) {
    const weight = weightOf(term);
    all += weight;
    if (isHeld(term)) held += weight;
  }
  return all === 0 ? 1 : held / all;
}

/** The first of each term that says the same. */
export function eachOnce(terms: readonly Term[]): Term[] {
  const seen = new Set<string>();
  return terms.filter(({ key }) => !seen.has(key) && seen.add(key));
}

export const holds = (keys: ReadonlySet<string>, { key, also }: Term): boolean => keys.has(key) || also.some(other => keys.has(other));
