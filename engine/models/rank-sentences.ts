import type { JsonSchema } from '../base/json-schema.ts';
import { linearPattern } from '../base/linear-pattern.ts';
import { cuesAsked, shareShown } from './asked-cues.ts';
import type { Query } from './bm25.ts';
import type { Evidence, Sentence } from './evidence.ts';
import { contentStems } from './words.ts';

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
 * What a sentence's form and place say to a field, as a factor: 0 outside the slices that the field's description names ("from the journal"). Questions
 * are for fields that ask for questions and for no other; what is told to somebody ("you") is for fields that speak of "you".
 */
function formFor(field: Field, slices: ReadonlySet<string>): (sentence: Sentence) => number {
  const asked = askedBy(field);
  const named = [...slices].filter(slice => asked.toLowerCase().includes(`from the ${slice.replaceAll('_', ' ').toLowerCase()}`));
  const wantsQuestions = /\bquestions?\b/i.test(asked);
  const speaksOfYou = ADDRESSES.test(asked);
  return sentence => {
    if (named.length > 0 && !named.includes(sentence.from)) return 0;
    const form = sentence.text.endsWith('?') === wantsQuestions ? 1 : wantsQuestions ? 0.25 : 0;
    return form === 0 || speaksOfYou || !ADDRESSES.test(sentence.said) ? form : form * 0.6;
  };
}

const ADDRESSES = /\byour?\b|^please\b/i;

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

/** A sentence with its place in the evidence and how well it answers a field. */
export interface Ranked {
  readonly sentence: Sentence;
  readonly index: number;
  readonly score: number;
  /** True when it shows what the field asks for, not only shares its words. */
  readonly isShown: boolean;
}

/** All sentences that answer a field at all, the best first. */
export function rankSentences(field: Field, evidence: Evidence): Ranked[] {
  const scores = evidence.ranking.scores(queryOf(field));
  const cues = cuesAsked(askedBy(field));
  const strongest = scores.reduce((most, score) => Math.max(most, score), 0);
  const worth = CUE_WORTH * (strongest === 0 ? 1 : strongest);
  const fits = fitting(field);
  const formOf = formFor(field, evidence.slices);
  const ranked: Ranked[] = [];
  for (const [index, sentence] of evidence.sentences.entries()) {
    const shown = shareShown(cues, sentence);
    // Where a field asks for something in particular, the words of the question alone find what merely speaks of the same things.
    const isShown = cues.length === 0 || shown >= LEAST_SHOWN;
    const found = (scores[index] ?? 0) * (isShown ? 1 : BARE_WORDS) + worth * shown;
    // A sentence that neither shares a word with the question nor shows what it asks for needs no closer look.
    const score = found === 0 || !fits(sentence.text) ? 0 : found * formOf(sentence) * sentence.standing;
    if (score > 0) ranked.push({ sentence, index, score, isShown });
  }
  return ranked.sort((a, b) => b.score - a.score || a.index - b.index);
}

/** The best of them, in the order of the evidence; none that says again what a better one says. `share`: of the best one's score. */
export function chooseTop(ranked: readonly Ranked[], limit: Limit): (Ranked & { readonly share: number })[] {
  const left = limit.without.size === 0 ? ranked : ranked.filter(({ index }) => !limit.without.has(index));
  const best = left[0]?.score ?? 1;
  const chosen: (Ranked & { readonly share: number })[] = [];
  for (const each of left) {
    if (chosen.length >= limit.max) break;
    if (each.score < best * WORTH_SAYING && chosen.length >= limit.min) break;
    if (!chosen.some(other => saysTheSame(other.sentence, each.sentence))) chosen.push({ ...each, share: each.score / best });
  }
  return chosen.sort((a, b) => a.index - b.index);
}

/** The best sentences for a field, in the order of the evidence. */
export const topSentences = (field: Field, evidence: Evidence, limit: Limit): Sentence[] =>
  chooseTop(rankSentences(field, evidence), limit).map(({ sentence }) => sentence);

/** True when four fifths of the shorter one's words stand in the other. */
function saysTheSame(a: Sentence, b: Sentence): boolean {
  const [shorter, longer] = a.stems.length <= b.stems.length ? [a, b] : [b, a];
  const words = new Set(longer.stems);
  return shorter.stems.filter(stem => words.has(stem)).length >= shorter.stems.length * 0.8;
}
