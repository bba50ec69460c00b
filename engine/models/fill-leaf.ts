import type { Json } from '../base/json.ts';
import type { Evidence, Sentence } from './evidence.ts';
import { numbersIn } from './numbers.ts';
import { queryOf, topSentences, type Field } from './rank-sentences.ts';
import { contentStems } from './words.ts';

const NONE: ReadonlySet<number> = new Set();
/** How far down the ranking a value is looked for. */
const LOOK_AT = 8;

const FORMATS: Readonly<Record<string, RegExp>> = {
  date: /\b\d{4}-\d{2}-\d{2}\b/,
  'date-time': /\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})\b/,
  email: /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/,
  uri: /\bhttps?:\/\/[^\s"'<>)]{1,500}[^\s"'<>).,;]/,
};

/** `take` is told of each sentence that is used. */
export function fillText(field: Field, evidence: Evidence, take: (sentence: Sentence) => void): string | undefined {
  const format = typeof field.schema['format'] === 'string' ? FORMATS[field.schema['format']] : undefined;
  if (format !== undefined) {
    for (const sentence of [...topSentences(field, evidence, { max: LOOK_AT, min: LOOK_AT, without: NONE }), ...evidence.sentences]) {
      const found = format.exec(sentence.text);
      if (found === null) continue;
      take(sentence);
      return found[0];
    }
    return undefined;
  }
  const maxChars = typeof field.schema['maxLength'] === 'number' ? field.schema['maxLength'] : Number.POSITIVE_INFINITY;
  // A pattern is a rule for the whole text: it may hold of each sentence and not of three.
  const count = Number.isFinite(maxChars) && maxChars >= 300 && !('pattern' in field.schema) ? 3 : 1;
  let text = '';
  for (const sentence of topSentences(field, evidence, { max: count, min: 1, without: NONE })) {
    if (text !== '' && text.length + sentence.text.length + 1 > maxChars) continue;
    text += (text === '' ? '' : ' ') + sentence.text;
    take(sentence);
  }
  return text === '' ? undefined : text;
}

export function fillNumber(field: Field, whole: boolean, evidence: Evidence): number | undefined {
  const bound = (keyword: string, otherwise: number): number =>
    typeof field.schema[keyword] === 'number' ? field.schema[keyword] : otherwise;
  const minimum = bound('minimum', Number.NEGATIVE_INFINITY);
  const maximum = bound('maximum', Number.POSITIVE_INFINITY);
  if (!whole && minimum === 0 && maximum === 1) return coverage(field, evidence);
  const wanted = new Set(queryOf({ ...field, prompt: '', aside: '' }).keys());
  let fallback: number | undefined;
  for (const sentence of topSentences(field, evidence, { max: LOOK_AT, min: 1, without: NONE })) {
    for (const { value, unit } of numbersIn(sentence.text)) {
      if (value < minimum || value > maximum || (whole && !Number.isInteger(value))) continue;
      if (unit !== null && wanted.has(unit)) return value;
      fallback ??= value;
    }
  }
  return fallback;
}

/** The share of the prompt's words that the evidence speaks of, in hundredths; of the field's description where there is no prompt. */
function coverage({ name, schema, prompt }: Field, evidence: Evidence): number | undefined {
  const asked = [prompt, schema['description'], name].find(text => typeof text === 'string' && contentStems(text).length > 0);
  const wanted = new Set(contentStems(typeof asked === 'string' ? asked : ''));
  if (wanted.size === 0) return undefined;
  const spoken = new Set(evidence.sentences.flatMap(sentence => sentence.stems));
  return Math.round((100 * [...wanted].filter(stem => spoken.has(stem)).length) / wanted.size) / 100;
}

export function pickBoolean(field: Field, evidence: Evidence): boolean | undefined {
  const wanted = [...queryOf({ ...field, prompt: '', aside: '' }).keys()];
  const [best] = topSentences(field, evidence, { max: 1, min: 1, without: NONE });
  if (best === undefined || wanted.length === 0) return undefined;
  const held = wanted.filter(stem => best.stems.includes(stem)).length / wanted.length;
  return held >= 0.5 && !/\b(?:not|no|never|none|without|\w+n[’']t)\b/i.test(best.text);
}

/** The value most spoken of in the best sentences, then in all; the first in the schema's order when several are equal; undefined when none is. */
export function pickEnum(values: readonly Json[], field: Field, evidence: Evidence): Json | undefined {
  if (values.length === 1) return values[0];
  const best = topSentences(field, evidence, { max: LOOK_AT, min: LOOK_AT, without: NONE });
  for (const sentences of [best, evidence.sentences]) {
    const mentions = values.map(value => {
      const stems = enumStems(value);
      return stems.length === 0 ? 0 : sentences.filter(sentence => stems.every(stem => sentence.stems.includes(stem))).length;
    });
    const most = Math.max(...mentions);
    if (most > 0) return values[mentions.indexOf(most)];
  }
  return undefined;
}

/** The words of an enum's value: `needs_work` holds two. */
export const enumStems = (value: Json): string[] =>
  contentStems((typeof value === 'string' ? value : JSON.stringify(value)).replaceAll('_', ' '));
