import { isJsonObject, type Json, type JsonObject } from '../base/json.ts';
import { FENCE_RULE, fenced, type FencedText } from './fence.ts';
import type { ModelRequest } from './model.ts';

/** What every provider's model is told before the prompt. */
export const INSTRUCTIONS =
  'You are Sage, a careful colleague. Answer with one JSON value that fits the given schema, and with nothing else. ' +
  `Use only what stands in the prompt and the evidence: invent no fact, name, number or date. ${FENCE_RULE}`;

/**
 * The prompt, in which «name» stands wherever evidence was filled in; beneath it all evidence, fenced; the schema; and what was wrong with the
 * last answer, fenced too, because an answer may repeat what the evidence says. So no word that others wrote stands outside of a fence.
 */
export function questionText({ prompt, places, input, sources, outputSchema, corrections }: ModelRequest): string {
  const asked = places?.text ?? withoutEvidence(prompt, input);
  const given = new Set(Object.values(input));
  const beside = sources.filter(({ text }) => !given.has(text)).map(({ slice, text }) => ({ name: slice, value: text }));
  const evidence = [...evidenceOf(input, places?.values ?? []), ...beside];
  const parts = [asked];
  if (evidence.length > 0) {
    if (asked.includes('«')) parts.push('Where the prompt says «name», the evidence of that name below is meant.');
    parts.push(fenced(evidence));
  }
  parts.push(`JSON Schema of the answer:\n${JSON.stringify(outputSchema)}`);
  if (corrections.length > 0)
    parts.push(
      `Your last answer did not fit the schema. What was wrong:\n\n${fenced([{ name: 'what was wrong', value: corrections.map(one => `- ${one}`).join('\n') }])}\n\nAnswer again, whole.`,
    );
  return parts.join('\n\n');
}

/** The input field by field, then what templates made of it, each value once. */
function evidenceOf(input: JsonObject, values: readonly FencedText[]): readonly FencedText[] {
  const fields = Object.entries(input).map(([name, value]) => ({ name: `input.${name}`, value }));
  const names = new Set(fields.map(({ name }) => name));
  return [...fields, ...values.filter(({ name }) => !names.has(name))];
}

/** A prompt that code put together from its input: wherever it repeats a text of it, the text's name stands instead. */
function withoutEvidence(prompt: string, input: JsonObject): string {
  const texts = Object.entries(input)
    .flatMap(([name, value]) => textsIn(value, `input.${name}`))
    .filter(({ text }) => text.trim().length >= SHORTEST)
    .toSorted((a, b) => b.text.length - a.text.length); // of a text and a part of it, the whole goes first
  return texts.reduce((rest, { name, text }) => rest.replaceAll(text, () => `«${name}»`), prompt);
}

/** Shorter texts are words that any prompt may hold. */
const SHORTEST = 12;

function textsIn(value: Json, name: string): { readonly name: string; readonly text: string }[] {
  if (typeof value === 'string') return [{ name, text: value }];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap((one, index) => textsIn(one, `${name}[${index}]`)); // true: a list of JSON holds JSON
  return isJsonObject(value) ? Object.entries(value).flatMap(([key, one]) => textsIn(one, `${name}.${key}`)) : [];
}
