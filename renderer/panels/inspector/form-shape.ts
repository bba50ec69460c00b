import { isJsonObject, type Json, type JsonObject } from '../../../engine/base/json.ts';
import type { JsonSchema } from '../../../engine/base/json-schema.ts';
import { schemaProperties } from '../../../engine/base/schema-properties.ts';

/** What a field takes, and so how it is drawn. */
export type FieldShape =
  | { readonly kind: 'text'; readonly long: boolean; readonly maxLength: number | null }
  /** The whole text is one expression, without braces. */
  | { readonly kind: 'expression' }
  | {
      readonly kind: 'number';
      readonly whole: boolean;
      readonly unit: string | null;
      readonly min: number | null;
      readonly max: number | null;
    }
  | { readonly kind: 'yes-no' }
  /** A day, or a day with its time of day, in UTC. */
  | { readonly kind: 'date'; readonly withTime: boolean }
  /** `labels` says what an option is called; `values` what it stands for, where that is no text. Both in the order of `options`. */
  | { readonly kind: 'choice'; readonly options: readonly string[]; readonly labels?: readonly string[]; readonly values?: readonly Json[] }
  | { readonly kind: 'reference'; readonly to: ReferenceTo; readonly alsoHalt: boolean }
  | { readonly kind: 'list'; readonly of: FieldShape }
  /** `hides` names fields that are shown elsewhere. */
  | { readonly kind: 'group'; readonly fields: readonly FormField[]; readonly hides?: readonly string[] }
  /** Names that the person gives, each with a value of one shape. */
  | { readonly kind: 'record'; readonly of: FieldShape }
  /** One of several shapes. */
  | { readonly kind: 'one-of'; readonly variants: readonly FieldVariant[] }
  /** The JSON Schema of a form that a person fills in. */
  | { readonly kind: 'form' }
  /** Anything that is JSON. */
  | { readonly kind: 'json' };

export interface FieldVariant {
  readonly title: string;
  readonly shape: FieldShape;
  /** Fields with one word each, which tell the variant from the others. */
  readonly marks: JsonObject;
}

export const REFERENCES = ['skill', 'product', 'action', 'eventType', 'step', 'assignee'] as const;
export type ReferenceTo = (typeof REFERENCES)[number];

export interface FormField {
  readonly name: string;
  readonly title: string;
  readonly description: string | null;
  readonly required: boolean;
  /** A string in it may hold `{{ expressions }}`, whatever its shape. */
  readonly templated: boolean;
  readonly shape: FieldShape;
}

/** Deeper than this, a schema is edited as JSON: nobody fills in the seventh level of a form. */
const DEEPEST = 6;

/** The fields of an object's schema (draft 2020-12, as far as a form can show it); what it cannot show becomes a JSON field. */
export function formFields(schema: JsonSchema, { templated }: { readonly templated: boolean }): readonly FormField[] {
  return fieldsOf(schema, schema, templated, 0);
}

function fieldsOf(schema: JsonObject, root: JsonObject, templated: boolean, depth: number): FormField[] {
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  return schemaProperties(schema).map(([name, part]) => {
    const of = resolve(isJsonObject(part) ? part : {}, root);
    return {
      name,
      title: textAt(of, 'title') ?? words(name),
      description: textAt(of, 'description'),
      required: required.includes(name),
      templated,
      shape: shapeOf(of, root, templated, depth + 1),
    };
  });
}

function shapeOf(schema: JsonObject, root: JsonObject, templated: boolean, depth: number): FieldShape {
  const reference = REFERENCES.find(one => one === schema['reference']);
  if (reference !== undefined)
    return { kind: 'reference', to: reference, alsoHalt: JSON.stringify(schema['anyOf'] ?? null).includes('"halt"') };
  const choice = choiceOf(schema);
  if (choice !== null) return choice;
  const variants = variantsOf(schema, root, templated, depth);
  if (variants !== null) return variants;
  switch (typeOf(schema)) {
    case 'string':
      return textShape(schema);
    case 'integer':
    case 'number':
      return {
        kind: 'number',
        whole: typeOf(schema) === 'integer',
        unit: textAt(schema, 'unit'),
        min: numberAt(schema, 'minimum'),
        max: numberAt(schema, 'maximum'),
      };
    case 'boolean':
      return { kind: 'yes-no' };
    case 'array': {
      const items = resolve(objectAt(schema, 'items'), root);
      const inherited = schema['expression'] === true ? { ...items, expression: true } : items;
      return depth > DEEPEST || Object.keys(items).length === 0
        ? { kind: 'json' }
        : { kind: 'list', of: shapeOf(inherited, root, templated, depth + 1) };
    }
    case 'object': {
      if (depth > DEEPEST) return { kind: 'json' };
      const fields = fieldsOf(schema, root, templated, depth);
      if (fields.length > 0) return { kind: 'group', fields };
      const rest = objectAt(schema, 'additionalProperties');
      return rest['type'] === 'string' ? { kind: 'record', of: shapeOf(rest, root, templated, depth + 1) } : { kind: 'json' };
    }
    default:
      return { kind: 'json' };
  }
}

/** The one type that is not null; undefined for several, and for none. */
function typeOf(schema: JsonObject): Json | undefined {
  const { type } = schema;
  if (type === undefined) return 'properties' in schema ? 'object' : 'items' in schema ? 'array' : undefined;
  if (!Array.isArray(type)) return type;
  const [only, ...more] = (type as readonly Json[]).filter(one => one !== 'null'); // true: a list of JSON holds JSON
  return more.length === 0 ? only : undefined;
}

/** Beyond so many letters a text is seldom one line. */
const LONG_CHARS = 300;

function textShape(schema: JsonObject): FieldShape {
  if (schema['expression'] === true) return { kind: 'expression' };
  const format = textAt(schema, 'format');
  if (format === 'date' || format === 'date-time') return { kind: 'date', withTime: format === 'date-time' };
  const maxLength = numberAt(schema, 'maxLength');
  const isLong =
    schema['long'] === true ||
    (maxLength !== null && maxLength > LONG_CHARS) ||
    (textAt(schema, 'contentMediaType') ?? '').startsWith('text/');
  return { kind: 'text', long: isLong, maxLength };
}

/** A closed list to choose from; null when the schema is none, or one of lists and objects. */
function choiceOf(schema: JsonObject): Extract<FieldShape, { kind: 'choice' }> | null {
  const listed = schema['enum'] ?? (schema['const'] === undefined ? null : [schema['const']]);
  const named = listed === null ? constsOf(schema) : null;
  const values = (Array.isArray(listed) ? (listed as readonly Json[]) : named?.map(({ value }) => value)) ?? []; // true: a list of JSON holds JSON
  const given = values.filter(value => value !== null);
  if (given.length === 0 || given.some(value => typeof value === 'object')) return null;
  const options = given.map(String);
  const labels = named?.flatMap(({ value, title }) =>
    value === null ? [] : [title ?? words(typeof value === 'string' ? value : JSON.stringify(value))],
  );
  return {
    kind: 'choice',
    options,
    ...(labels === undefined ? {} : { labels }),
    ...(given.every(value => typeof value === 'string') ? {} : { values: given }),
  };
}

function constsOf(schema: JsonObject): readonly { readonly value: Json; readonly title: string | null }[] | null {
  const variants = alternativesOf(schema);
  const consts = variants.flatMap(variant =>
    variant['const'] === undefined ? [] : [{ value: variant['const'], title: textAt(variant, 'title') }],
  );
  return consts.length > 0 && consts.length === variants.length ? consts : null;
}

function alternativesOf(schema: JsonObject): readonly JsonObject[] {
  const variants = schema['oneOf'] ?? schema['anyOf'];
  return Array.isArray(variants) ? (variants as readonly Json[]).filter(isJsonObject) : []; // true: a list of JSON holds JSON
}

/** One of several; what is only one beside null is that one. */
function variantsOf(schema: JsonObject, root: JsonObject, templated: boolean, depth: number): FieldShape | null {
  const variants = alternativesOf(schema)
    .map(variant => resolve(variant, root))
    .filter(variant => variant['type'] !== 'null');
  if (variants.length === 0 || depth > DEEPEST) return null;
  const shapes = variants.map(variant => shapeOf(variant, root, templated, depth + 1));
  const [only, ...more] = shapes;
  if (only !== undefined && more.length === 0) return only;
  return {
    kind: 'one-of',
    variants: variants.map((variant, index) => {
      const shape = shapes[index] ?? { kind: 'json' };
      return { title: textAt(variant, 'title') ?? variantWords(variant, shape), shape, marks: marksOf(variant, root) };
    }),
  };
}

/** `{ kind: 'email' }` for an object that must have this very kind. */
const marksOf = (variant: JsonObject, root: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(objectAt(variant, 'properties')).flatMap(([name, part]) => {
      const mark = isJsonObject(part) ? resolve(part, root)['const'] : undefined;
      return mark === undefined ? [] : [[name, mark]];
    }),
  );

const SHAPE_WORDS: Readonly<Record<FieldShape['kind'], string>> = {
  text: 'A text',
  expression: 'An expression',
  number: 'A number',
  'yes-no': 'Yes or no',
  date: 'A date',
  choice: 'A choice',
  reference: 'A reference',
  list: 'A list',
  group: 'Fields',
  record: 'Names and values',
  'one-of': 'One of several',
  form: 'A form',
  json: 'Anything',
};

function variantWords(variant: JsonObject, shape: FieldShape): string {
  const [mark] = Object.values(marksOf(variant, variant));
  return typeof mark === 'string' ? words(mark) : SHAPE_WORDS[shape.kind];
}

function resolve(schema: JsonObject, root: JsonObject): JsonObject {
  const reference = textAt(schema, '$ref');
  const [, place, name] = /^#\/(\$defs|definitions)\/([^/]+)$/.exec(reference ?? '') ?? [];
  if (place === undefined || name === undefined) return withParts(schema);
  const { $ref: _reference, ...beside } = schema;
  return withParts({ ...objectAt(objectAt(root, place), name), ...beside });
}

/** What stands under `allOf` counts as if it stood beside it, as far as it is fields and words. */
function withParts(schema: JsonObject): JsonObject {
  const { allOf, ...rest } = schema;
  if (!Array.isArray(allOf)) return schema;
  return (allOf as readonly Json[]).filter(isJsonObject).reduce<JsonObject>(
    // true: a list of JSON holds JSON
    (whole, part) => ({ ...part, ...whole, properties: { ...objectAt(part, 'properties'), ...objectAt(whole, 'properties') } }),
    rest,
  );
}

const objectAt = (object: JsonObject, key: string): JsonObject => {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  return isJsonObject(value) ? value : {};
};
const textAt = (object: JsonObject, key: string): string | null => (typeof object[key] === 'string' ? object[key] : null);
const numberAt = (object: JsonObject, key: string): number | null => (typeof object[key] === 'number' ? object[key] : null);

/** `mission_fit_score` and `timeoutMs` as words. */
export function words(name: string): string {
  const spaced = name
    .replaceAll(/[_.-]+/g, ' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .trim();
  return spaced === '' ? name : spaced.slice(0, 1).toUpperCase() + spaced.slice(1);
}
