import { isJsonObject, type Json, type JsonObject } from '../../../engine/base/json.ts';
import type { JsonSchema } from '../../../engine/base/json-schema.ts';
import { schemaProperties } from '../../../engine/base/schema-properties.ts';

/** One field of the form that a human task asks a person to fill in. */
export interface AnswerField {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly required: boolean;
  /** What stands in the field before anything was typed; null for nothing. */
  readonly initial: Json;
  readonly input:
    | { readonly kind: 'text' | 'long-text' | 'number' | 'yes-no' | 'date' | 'date-time' | 'json' }
    | { readonly kind: 'choice'; readonly choices: readonly string[] };
}

/** The fields of a form's schema in their order; a form that asks for nothing has none. */
export function answerFields(form: JsonSchema | null): readonly AnswerField[] {
  if (form === null) return [];
  const required = Array.isArray(form['required']) ? form['required'] : [];
  return schemaProperties(form).map(([name, schema]) => ({
    name,
    label: wordOf(schema, 'title') ?? labelOf(name),
    description: wordOf(schema, 'description') ?? '',
    required: required.includes(name),
    initial: (isJsonObject(schema) ? schema['default'] : undefined) ?? null,
    input: inputOf(schema),
  }));
}

function inputOf(schema: Json): AnswerField['input'] {
  if (!isJsonObject(schema)) return { kind: 'json' };
  const choices = schema['enum'];
  if (Array.isArray(choices) && choices.every(choice => typeof choice === 'string')) return { kind: 'choice', choices };
  switch (schema['type']) {
    case 'string':
      if (schema['format'] === 'date' || schema['format'] === 'date-time') return { kind: schema['format'] };
      return typeof schema['maxLength'] === 'number' && schema['maxLength'] <= 200 ? { kind: 'text' } : { kind: 'long-text' };
    case 'number':
    case 'integer':
      return { kind: 'number' };
    case 'boolean':
      return { kind: 'yes-no' };
    default:
      return { kind: 'json' };
  }
}

/** The answer as it is sent: what was typed or stood there before, fields left empty are left out, JSON texts are read. A text that is no JSON is named in `unread`. */
export function answerOf(
  fields: readonly AnswerField[],
  typed: JsonObject,
): { readonly answer: JsonObject; readonly unread: readonly string[] } {
  const answer: Record<string, Json> = {};
  const unread: string[] = [];
  for (const { name, label, input, initial } of fields) {
    const value = typed[name] ?? (name in typed ? null : initial);
    if (value === '' || value === null) continue;
    if (input.kind !== 'json' || typeof value !== 'string') answer[name] = value;
    else
      try {
        answer[name] = JSON.parse(value) as Json; // true: what JSON.parse gives is JSON
      } catch {
        unread.push(label);
      }
  }
  return { answer, unread };
}

/** `due_date` → `Due date` */
const labelOf = (name: string): string => {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ')
    .toLowerCase();
  return words.slice(0, 1).toUpperCase() + words.slice(1);
};

const wordOf = (schema: Json, key: string): string | null => {
  const word = isJsonObject(schema) ? schema[key] : undefined;
  return typeof word === 'string' && word !== '' ? word : null;
};
