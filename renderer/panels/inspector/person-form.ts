import { isJsonObject, type Json, type JsonObject } from '../../../engine/base/json.ts';
import { FIELD_ORDER, schemaProperties } from '../../../engine/base/schema-properties.ts';
import { ok, refused, type Result } from '../../../engine/base/result.ts';
import { words } from './form-shape.ts';

/** What a field of a person's form asks for. `other` is what only JSON can say. */
export const ASKED = ['text', 'long-text', 'number', 'whole-number', 'yes-no', 'choice', 'date', 'date-time', 'list', 'other'] as const;
export type Asked = (typeof ASKED)[number];

export const ASKED_WORDS: Readonly<Record<Asked, string>> = {
  text: 'Short text',
  'long-text': 'Long text',
  number: 'Number',
  'whole-number': 'Whole number',
  'yes-no': 'Yes or no',
  choice: 'One of a list',
  date: 'Date',
  'date-time': 'Date and time',
  list: 'List of texts',
  other: 'Something else (JSON)',
};

/** One field that a person is asked to fill in. */
export interface PersonField {
  /** Its name in the step's output: `data.name`. */
  readonly name: string;
  readonly title: string;
  readonly help: string;
  readonly required: boolean;
  readonly asked: Asked;
  /** Of a choice. */
  readonly choices: readonly string[];
}

/** The fields of a form's schema, in their order. */
export function personFields(form: JsonObject): readonly PersonField[] {
  const required: readonly Json[] = Array.isArray(form['required']) ? form['required'] : [];
  return schemaProperties(form).map(([name, part]) => {
    const schema = isJsonObject(part) ? part : {};
    const listed = schema['enum'];
    return {
      name,
      title: typeof schema['title'] === 'string' ? schema['title'] : words(name),
      help: typeof schema['description'] === 'string' ? schema['description'] : '',
      required: required.includes(name),
      asked: askedBy(part),
      choices: Array.isArray(listed) ? listed.map(String) : [],
    };
  });
}

function askedBy(part: Json): Asked {
  if (!isJsonObject(part)) return 'other';
  const listed = part['enum'];
  if (Array.isArray(listed)) return listed.every(one => typeof one === 'string') ? 'choice' : 'other';
  switch (part['type']) {
    case 'string':
      return part['format'] === 'date' || part['format'] === 'date-time' ? part['format'] : isShort(part) ? 'text' : 'long-text';
    case 'number':
      return 'number';
    case 'integer':
      return 'whole-number';
    case 'boolean':
      return 'yes-no';
    case 'array':
      return isJsonObject(part['items']) && part['items']['type'] === 'string' ? 'list' : 'other';
    default:
      return 'other';
  }
}

/** As the inbox draws it: one line up to this length. */
const SHORT_CHARS = 200;
const isShort = ({ maxLength }: JsonObject): boolean => typeof maxLength === 'number' && maxLength <= SHORT_CHARS;

/** What a change of one field says; the rest of its schema stays as it is. */
export interface PersonChange {
  readonly name?: string;
  readonly title?: string;
  readonly help?: string;
  readonly required?: boolean;
  readonly asked?: Asked;
  readonly choices?: readonly string[];
}

/** The form with a field changed. Keywords that this does not know stay. Refused with a sentence for a name that is taken or is none. */
export function withField(form: JsonObject, name: string, change: PersonChange): Result<JsonObject, string> {
  const next = change.name ?? name;
  const fits = next === name ? null : nameFault(form, next);
  if (fits !== null) return refused(fits);
  const entries = schemaProperties(form).map(([key, part]): [string, Json] =>
    key === name ? [next, changedPart(isJsonObject(part) ? part : {}, change)] : [key, part],
  );
  const before = requiredOf(form).map(one => (one === name ? next : one));
  const required = change.required === undefined ? before : before.filter(one => one !== next).concat(change.required ? [next] : []);
  return ok(formOf(form, entries, required));
}

/** A new field at the end. */
export function withNewField(form: JsonObject, title: string): Result<JsonObject, string> {
  const name = nameFrom(title);
  const fault = nameFault(form, name);
  if (fault !== null) return refused(fault);
  const part: JsonObject = { type: 'string', maxLength: SHORT_CHARS, title: title.trim() };
  return ok(formOf(form, [...schemaProperties(form).map(([key, one]): [string, Json] => [key, one]), [name, part]], requiredOf(form)));
}

export function withoutField(form: JsonObject, name: string): JsonObject {
  const entries = schemaProperties(form).flatMap(([key, part]): [string, Json][] => (key === name ? [] : [[key, part]]));
  return formOf(
    form,
    entries,
    requiredOf(form).filter(one => one !== name),
  );
}

/** The field at `index` before the one above it. */
export function withFieldUp(form: JsonObject, index: number): JsonObject {
  const entries = schemaProperties(form).map(([key, part]): [string, Json] => [key, part]);
  const [moved] = entries.splice(index, 1);
  if (moved !== undefined) entries.splice(index - 1, 0, moved);
  return formOf(form, entries, requiredOf(form));
}

const requiredOf = ({ required }: JsonObject): readonly string[] =>
  Array.isArray(required) ? required.filter(one => typeof one === 'string') : [];

function formOf(form: JsonObject, entries: readonly (readonly [string, Json])[], required: readonly string[]): JsonObject {
  const { required: _required, ...rest } = form;
  return {
    ...rest,
    type: 'object',
    properties: Object.fromEntries(entries),
    [FIELD_ORDER]: entries.map(([name]) => name),
    ...(required.length === 0 ? {} : { required: [...required] }),
  };
}

/** Keywords that say what is asked for; all others stay when that changes. */
const TYPE_KEYWORDS = new Set(['type', 'enum', 'format', 'items', 'maxLength']);

const TYPE_OF: Readonly<Record<Asked, JsonObject>> = {
  text: { type: 'string', maxLength: SHORT_CHARS },
  'long-text': { type: 'string' },
  number: { type: 'number' },
  'whole-number': { type: 'integer' },
  'yes-no': { type: 'boolean' },
  choice: { type: 'string', enum: ['Yes', 'No'] },
  date: { type: 'string', format: 'date' },
  'date-time': { type: 'string', format: 'date-time' },
  list: { type: 'array', items: { type: 'string' } },
  other: {},
};

function changedPart(part: JsonObject, { title, help, asked, choices }: PersonChange): JsonObject {
  const kept = asked === undefined ? part : { ...without(part, key => TYPE_KEYWORDS.has(key)), ...TYPE_OF[asked] };
  const worded = {
    ...kept,
    ...(title === undefined ? {} : { title }),
    ...(help === undefined ? {} : { description: help }),
    ...(choices === undefined ? {} : { enum: [...choices] }),
  };
  return help === '' ? without(worded, key => key === 'description') : worded;
}

const without = (object: JsonObject, isGone: (key: string) => boolean): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !isGone(key)));

/** `Follow-up date` → `follow_up_date` */
export const nameFrom = (title: string): string =>
  title
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .replace(/^(\d)/, 'field_$1')
    .slice(0, 60);

function nameFault(form: JsonObject, name: string): string | null {
  if (!/^[A-Za-z_]\w{0,63}$/.test(name)) return 'A name has letters, digits and _, and does not begin with a digit.';
  return schemaProperties(form).some(([key]) => key === name) ? `There is a field called ${name} already.` : null;
}
