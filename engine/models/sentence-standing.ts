import { isContent } from './words.ts';

/**
 * How well a sentence can stand alone, as a factor. Figures and names make it more telling; one that begins by pointing back ("That …") or holds fewer
 * than six words, or three telling ones, says little alone; a line without a single small word, or one that begins a text and has no verb, is a heading.
 */
export function standingOf(said: string, stems: readonly string[], isFirst: boolean): number {
  const telling = 1 + 0.15 * Math.min(3, (said.match(TELLING) ?? []).length);
  const lonely = POINTS_BACK.test(said) ? 0.6 : 1;
  const short = stems.length < 6 || stems.filter(isContent).length < 3 ? 0.3 : 1;
  const isVerbal = VERBAL.test(said);
  const heading = SMALL_WORD.test(said) && (!isFirst || isVerbal) ? 1 : 0.1;
  const clipped = stems.length > 8 || isVerbal ? 1 : 0.4;
  return telling * lonely * short * heading * clipped;
}

/** A figure, or a capitalised word that does not begin the sentence. */
const TELLING = /\d[\d.,]*|(?<=[\p{L},] )\p{Lu}\p{Ll}{2,}/gu;
const POINTS_BACK =
  /^(?:so that|for example|maybe|perhaps|of (?:that|these|those)|that|this|it|its|he|she|they|them|these|those|which|then|now|but|yes|no|all right|exactly|otherwise)\b/i;
/** Words that a full sentence has and a title has not. */
const VERBAL =
  /\b(?:is|are|was|were|be|been|has|have|had|do|does|did|will|would|shall|should|can|cannot|could|may|might|must|I|we|you|he|she|it|they|who|there|[a-z]{2,}n[’']t|let|please)\b/i;
const SMALL_WORD =
  /\b(?:a|an|the|to|of|in|on|at|for|or|is|are|was|were|be|has|have|had|do|does|did|not|will|by|I|we|you|he|she|it|they|my|our)\b/i;
