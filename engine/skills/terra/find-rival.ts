import type { Wanted } from './gather-evidence.ts';
import type { Reading } from './index-sources.ts';
import type { Term, TermKind } from './read-terms.ts';
import { holds } from './weigh-terms.ts';

/** What a passage says in the place of something that a claim says. */
export interface Rival {
  readonly claimed: Term;
  readonly stated: Term;
}

/**
 * A number, a date or a name of the claim that the passage lacks, where another one stands in its place: between the same words, or beside one of them when
 * nothing else of the claim is of its kind there. "Offers are due on Friday 8 February" against "… Friday 5 February". Null when there is none.
 */
export function findRival({ keys, sequence }: Wanted, passage: Reading): Rival | null {
  for (const [at, claimed] of sequence.entries()) {
    const family = FAMILY[claimed.kind];
    if (family === null || (holds(passage.keys, claimed) && !isMoreOften(claimed, sequence, passage.terms))) continue;
    const [before, after] = [sequence[at - 1], sequence[at + 1]];
    for (const [place, stated] of passage.terms.entries()) {
      if (FAMILY[stated.kind] !== family || holds(keys, stated) || isLike(claimed, stated)) continue;
      const [left, right] = [passage.terms[place - 1], passage.terms[place + 1]];
      if (fills(claimed, [isSame(before, left), isSame(after, right)], [before, after])) return { claimed, stated };
    }
  }
  return null;
}

/** "Ten of them throw away ten loaves" says ten twice. */
const isMoreOften = ({ key, kind }: Term, terms: readonly Term[], others: readonly Term[]): boolean =>
  kind === 'number' && terms.filter(term => term.key === key).length > others.filter(term => term.key === key).length;

/** Names stand beside each other in many ways: there both neighbours must be the same, where the claim has two. */
const fills = ({ kind }: Term, [left, right]: readonly [boolean, boolean], [before, after]: readonly (Term | undefined)[]): boolean =>
  kind === 'name' ? (left || before === undefined) && (right || after === undefined) && (left || right) : left || right;

/** "Al" may be short for "Aelred", and two words may have run together. */
const isLike = (a: Term, b: Term): boolean => a.key.startsWith(b.key) || b.key.startsWith(a.key);

/** Kinds that stand in each other's place. Words have too many ways to say the same. */
const FAMILY: Readonly<Record<TermKind, string | null>> = { word: null, name: 'name', number: 'number', ordinal: 'ordinal', date: 'date' };

const isSame = (a: Term | undefined, b: Term | undefined): boolean =>
  a !== undefined && b !== undefined && (a.key === b.key || a.also.includes(b.key));
