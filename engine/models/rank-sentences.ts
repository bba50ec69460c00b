import type { JsonSchema } from '../base/json-schema.ts';
import { linearPattern } from '../base/linear-pattern.ts';
import { cuesAsked, shareShown } from './asked-cues.ts';
import type { Query } from './bm25.ts';
import type { Evidence, Sentence } from './evidence.ts';
import { contentStems, isContent } from './words.ts';

/** What is asked for: a field of the output schema and the prompt around it. */
export interface Field {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly prompt: string;
  /** Short inputs that the prompt takes up: a name, a focus. They weigh as much as the description. */
  readonly aside: string;
  /** Of each single text, where the field is a list of them: sentences that miss its length or pattern are not used. Absent: the field's own. */
  readonly text?: JsonSchema;
}

/** What the length and the pattern of a text's schema let in. A pattern that cannot be used lets nothing in. */
export function fitting({ schema, text = schema }: Field): (text: string) => boolean {
  const number = (keyword: string, otherwise: number): number => (typeof text[keyword] === 'number' ? text[keyword] : otherwise);
  const [least, most] = [number('minLength', 0), number('maxLength', Number.POSITIVE_INFINITY)];
  const pattern = typeof text['pattern'] === 'string' ? linearPattern(text['pattern']) : () => true;
  return each => each.length >= least && each.length <= most && pattern?.(each) === true;
}

/** How much a word counts by where it stands. */
const NAME_SHARE = 1.5;
const DESCRIPTION_SHARE = 1;
const PROMPT_SHARE = 0.25;

/** Words of questions that find nothing: they say how to ask, or what a cue looks for in its own way. */
const ASKING = new Set(
  contentStems(
    'many much last next since before come came somebody something someone anybody say said saying tell told thing point open go going get give ' +
      'session day date week month draft write list answer find read take use note sentence word show bring mind keep made make',
  ),
);

/** The words of the field's name, title and description, and of the prompt: each once, at its highest share. */
export function queryOf({ name, schema, prompt, aside }: Field): Query {
  const query = new Map<string, number>();
  const add = (text: unknown, share: number): void => {
    if (typeof text !== 'string') return;
    for (const stem of contentStems(text)) if (!ASKING.has(stem)) query.set(stem, Math.max(query.get(stem) ?? 0, share));
  };
  add(name.replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2').replaceAll('_', ' '), NAME_SHARE);
  add(schema['title'], NAME_SHARE);
  add(schema['description'], DESCRIPTION_SHARE);
  add(aside, DESCRIPTION_SHARE);
  add(prompt, PROMPT_SHARE);
  return query;
}

/**
 * What a sentence's form and place say, as a factor: 0 outside the slices that the field's description names ("from the journal"). Questions are for
 * fields that ask for questions and for no other; figures and names make a sentence more telling; one that begins by pointing back ("That …")
 * or holds fewer than six words, or three telling ones, says little alone; what is told to somebody ("you") is for fields that speak of "you"; a line without a single small word, or one that begins a text and has no verb, is a heading.
 */
export function cuesOf(field: Field, sentence: Sentence, slices: ReadonlySet<string>): number {
  const asked = askedBy(field);
  const named = [...slices].filter(slice => asked.toLowerCase().includes(`from the ${slice.replaceAll('_', ' ').toLowerCase()}`));
  if (named.length > 0 && !named.includes(sentence.from)) return 0;
  const wantsQuestions = /\bquestions?\b/i.test(asked);
  const form = sentence.text.trimEnd().endsWith('?') === wantsQuestions ? 1 : wantsQuestions ? 0.25 : 0;
  const telling = 1 + 0.15 * Math.min(3, (sentence.said.match(TELLING) ?? []).length);
  const lonely = POINTS_BACK.test(sentence.said) ? 0.6 : 1;
  const short = sentence.words < 6 || sentence.stems.filter(isContent).length < 3 ? 0.3 : 1;
  const heading = SMALL_WORD.test(sentence.said) && (sentence.start > 0 || VERBAL.test(sentence.said)) ? 1 : 0.1;
  const clipped = sentence.words > 8 || VERBAL.test(sentence.said) ? 1 : 0.4;
  const addressed = ADDRESSES.test(sentence.said) && !ADDRESSES.test(asked) ? 0.6 : 1;
  return form * telling * lonely * short * heading * clipped * addressed;
}

/** A figure, or a capitalised word that does not begin the sentence. */
const TELLING = /\d[\d.,]*|(?<=[\p{L},] )\p{Lu}\p{Ll}{2,}/gu;
const ADDRESSES = /\byour?\b|^please\b/i;
const POINTS_BACK =
  /^(?:so that|for example|maybe|perhaps|of (?:that|these|those)|that|this|it|its|he|she|they|them|these|those|which|then|now|but|yes|no|all right|exactly|otherwise)\b/i;
/** Words that a full sentence has and a title has not. */
const VERBAL =
  /\b(?:is|are|was|were|be|been|has|have|had|do|does|did|will|would|shall|should|can|cannot|could|may|might|must|I|we|you|he|she|it|they|who|there|\p{Ll}{2,}(?:n[’']t)|let|please)\b/iu;
const SMALL_WORD =
  /\b(?:a|an|the|to|of|in|on|at|for|or|is|are|was|were|be|has|have|had|do|does|did|not|will|by|I|we|you|he|she|it|they|my|our)\b/i;

/** What showing all that a field asks for is worth beside the words: this share of the best sentence's. */
const CUE_WORTH = 0.6;
const LEAST_SHOWN = 0.3;
const BARE_WORDS = 0.6;

/** The field's own words. */
const askedBy = ({ name, schema }: Field): string =>
  `${name.replaceAll('_', ' ')} ${typeof schema['description'] === 'string' ? schema['description'] : ''}`;

/** Sentences weaker than this share of the best one are left out, unless the list asks for more. */
const WORTH_SAYING = 0.22;

export interface Limit {
  readonly max: number;
  readonly min: number;
  /** Indices of sentences that are not to be used. */
  readonly without: ReadonlySet<number>;
}

/** The best sentences for a field, in the order of the evidence; none that says again what a better one says. */
export const topSentences = (field: Field, evidence: Evidence, limit: Limit): Sentence[] =>
  topRanked(field, evidence, limit).map(each => each.sentence);

/** A sentence with its place in the evidence and how well it answers a field, as a share of the best one. */
export interface Ranked {
  readonly sentence: Sentence;
  readonly index: number;
  readonly share: number;
}

export function topRanked(field: Field, evidence: Evidence, limit: Limit): Ranked[] {
  const scores = evidence.ranking.scores(queryOf(field));
  const cues = cuesAsked(askedBy(field));
  const strongest = scores.reduce((most, score) => Math.max(most, score), 0);
  const worth = CUE_WORTH * (strongest === 0 ? 1 : strongest);
  const fits = fitting(field);
  const ranked = evidence.sentences
    .map((sentence, index) => {
      if (limit.without.has(index) || !fits(sentence.text)) return { sentence, index, score: 0 };
      const shown = shareShown(cues, sentence);
      // Where a field asks for something in particular, the words of the question alone find what merely speaks of the same things.
      const score = (scores[index] ?? 0) * (cues.length > 0 && shown < LEAST_SHOWN ? BARE_WORDS : 1) + worth * shown;
      return { sentence, index, score: weighed(score, field, sentence, evidence) };
    })
    .filter(each => each.score > 0)
    .sort((a, b) => b.score - a.score || a.index - b.index);
  const best = ranked[0]?.score ?? 1;
  const chosen: Ranked[] = [];
  for (const { sentence, index, score } of ranked) {
    if (chosen.length >= limit.max) break;
    if (score < best * WORTH_SAYING && chosen.length >= limit.min) break;
    if (!chosen.some(other => saysTheSame(other.sentence, sentence))) chosen.push({ sentence, index, share: score / best });
  }
  return chosen.sort((a, b) => a.index - b.index);
}

/** A sentence that shares no word with the question needs no closer look. */
const weighed = (score: number, field: Field, sentence: Sentence, { slices }: Evidence): number =>
  score === 0 ? 0 : score * cuesOf(field, sentence, slices);

/** True when four fifths of the shorter one's words stand in the other. */
function saysTheSame(a: Sentence, b: Sentence): boolean {
  const [shorter, longer] = a.stems.length <= b.stems.length ? [a, b] : [b, a];
  const words = new Set(longer.stems);
  return shorter.stems.filter(stem => words.has(stem)).length >= shorter.stems.length * 0.8;
}
