import { isJsonObject, type Json, type JsonObject } from '../../../engine/base/json.ts';
import type { JsonSchema } from '../../../engine/base/json-schema.ts';

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
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'reference'; readonly to: ReferenceTo; readonly alsoHalt: boolean }
  | { readonly kind: 'list'; readonly of: FieldShape }
  | { readonly kind: 'group'; readonly fields: readonly FormField[] }
  /** Names that the person gives, each with a value of one shape. */
  | { readonly kind: 'record'; readonly of: FieldShape }
  /** Anything that is JSON. */
  | { readonly kind: 'json' };

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
  return Object.entries(objectAt(schema, 'properties')).map(([name, part]) => {
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
  const options = choiceOf(schema);
  if (options !== null) return { kind: 'choice', options };
  switch (schema['type']) {
    case 'string':
      return schema['expression'] === true
        ? { kind: 'expression' }
        : { kind: 'text', long: schema['long'] === true, maxLength: numberAt(schema, 'maxLength') };
    case 'integer':
    case 'number':
      return {
        kind: 'number',
        whole: schema['type'] === 'integer',
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

/** The texts to choose from; null when the schema is no closed list of texts. */
function choiceOf(schema: JsonObject): readonly string[] | null {
  const listed = schema['enum'] ?? (schema['const'] === undefined ? constsOf(schema) : [schema['const']]);
  return Array.isArray(listed) && listed.length > 0 && listed.every(option => typeof option === 'string') ? listed : null;
}

function constsOf(schema: JsonObject): readonly Json[] | null {
  const variants = schema['oneOf'] ?? schema['anyOf'];
  if (!Array.isArray(variants)) return null;
  const consts = variants.flatMap((variant: Json) => (isJsonObject(variant) && variant['const'] !== undefined ? [variant['const']] : []));
  return consts.length === variants.length ? consts : null;
}

function resolve(schema: JsonObject, root: JsonObject): JsonObject {
  const reference = textAt(schema, '$ref');
  const name = reference === null ? undefined : /^#\/\$defs\/([^/]+)$/.exec(reference)?.[1];
  if (name === undefined) return schema;
  const { $ref: _reference, ...beside } = schema;
  return { ...objectAt(objectAt(root, '$defs'), name), ...beside };
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
