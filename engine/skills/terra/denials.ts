import type { Reading } from './index-sources.ts';
import { readTerms } from './read-terms.ts';

const NEGATION =
  /\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|unable|refus(?:e|es|ed)|declin(?:e|es|ed)|prohibit\w*|ban(?:s|ned)?|forbid\w*|turn(?:s|ed)? down|\w+n[’']t)\b/i;

/** A clause is denied of another text where that holds more than this share of its words. */
const SAME_CLAUSE = 0.5;

/** True when one of the two denies what the other says, and the other denies nothing of the kind. */
export function disagree(a: Reading, b: Reading): boolean {
  const [ours, theirs] = [denialsOf(a), denialsOf(b)];
  return denies(ours, b, theirs) || denies(theirs, a, ours);
}

/** True when some clause denies what the other says, and the other has no denial that shares a word with it. */
const denies = (clauses: readonly (readonly string[])[], other: Reading, answers: readonly (readonly string[])[]): boolean =>
  clauses.some(clause => shareIn(clause, other) > SAME_CLAUSE && !answers.some(answer => answer.some(key => clause.includes(key))));

/** The words of each clause that denies: "You build two and no more, and you hang up the board" denies neither the building nor the hanging. What is quoted, a title for one, denies nothing. */
function denialsOf({ text }: Reading): (readonly string[])[] {
  if (!NEGATION.test(text)) return [];
  const said = text.replace(/^no,\s/i, '').replace(/(["“'])(?=\p{Lu})[^"”]{3,80}["”]|(?<=\s)'(?=\p{Lu})[^']{3,80}'(?!\w)/gu, ' ');
  return said
    .split(/[,;:]\s|\s[–—]\s|\s(?:and|but|or|because|so|which|that)\s/i)
    .filter(clause => NEGATION.test(clause))
    .map(clause => readTerms(clause).map(term => term.key));
}

const shareIn = (clause: readonly string[], { keys }: Reading): number =>
  clause.length === 0 ? 0 : clause.filter(key => keys.has(key)).length / clause.length;
