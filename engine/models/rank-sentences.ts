import type { JsonSchema } from '../base/json-schema.ts';
import type { Query } from './bm25.ts';
import type { Evidence, Sentence } from './evidence.ts';
import { contentStems } from './words.ts';

/** What is asked for: a field of the output schema and the prompt around it. */
export interface Field {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly prompt: string;
}

/** How much a word counts by where it stands. */
const NAME_SHARE = 1.5;
const DESCRIPTION_SHARE = 1;
const PROMPT_SHARE = 0.25;

/** The words of the field's name, title and description, and of the prompt: each once, at its highest share. */
export function queryOf({ name, schema, prompt }: Field): Query {
  const query = new Map<string, number>();
  const add = (text: unknown, share: number): void => {
    if (typeof text !== 'string') return;
    for (const stem of contentStems(text)) query.set(stem, Math.max(query.get(stem) ?? 0, share));
  };
  add(name.replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2').replaceAll('_', ' '), NAME_SHARE);
  add(schema['title'], NAME_SHARE);
  add(schema['description'], DESCRIPTION_SHARE);
  add(prompt, PROMPT_SHARE);
  return query;
}

/**
 * What a sentence's form says, as a factor: questions are for fields that ask for questions and for no other; figures are for fields that ask
 * for figures; a sentence of fewer than five words says little alone.
 */
export function cuesOf({ name, schema }: Field, sentence: Sentence): number {
  const asked = `${name} ${typeof schema['description'] === 'string' ? schema['description'] : ''}`;
  const isQuestion = sentence.text.trimEnd().endsWith('?');
  const wantsQuestions = /question|\bask/i.test(asked);
  const form = isQuestion === wantsQuestions ? 1 : wantsQuestions ? 0.25 : 0.15;
  const figures = /number|figure|amount|how many|date|deadline|budget/i.test(asked) && /\d/.test(sentence.text) ? 1.3 : 1;
  return form * figures * (sentence.words < 5 ? 0.3 : 1);
}

/** Sentences weaker than this share of the best one are left out, unless the list asks for more. */
const WORTH_SAYING = 0.3;

/** The best sentences for a field, in the order of the evidence; none that says again what a better one says. */
export function topSentences(
  field: Field,
  evidence: Evidence,
  limit: { readonly max: number; readonly min: number; readonly without: ReadonlySet<number> },
): Sentence[] {
  const scores = evidence.ranking.scores(queryOf(field));
  const ranked = evidence.sentences
    .map((sentence, index) => ({ sentence, index, score: (scores[index] ?? 0) * cuesOf(field, sentence) }))
    .filter(each => each.score > 0 && !limit.without.has(each.index))
    .sort((a, b) => b.score - a.score || a.index - b.index);
  const best = ranked[0]?.score ?? 0;
  const chosen: typeof ranked = [];
  for (const each of ranked) {
    if (chosen.length >= limit.max) break;
    if (each.score < best * WORTH_SAYING && chosen.length >= limit.min) break;
    if (!chosen.some(other => saysTheSame(other.sentence, each.sentence))) chosen.push(each);
  }
  return chosen.sort((a, b) => a.index - b.index).map(each => each.sentence);
}

/** True when four fifths of the shorter one's words stand in the other. */
function saysTheSame(a: Sentence, b: Sentence): boolean {
  const [shorter, longer] = a.stems.length <= b.stems.length ? [a, b] : [b, a];
  const words = new Set(longer.stems);
  return shorter.stems.filter(stem => words.has(stem)).length >= shorter.stems.length * 0.8;
}
