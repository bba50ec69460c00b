import { isJsonObject, type Json } from '../../../engine/base/json.ts';
import type { JsonSchema } from '../../../engine/base/json-schema.ts';

/** One field of a schema, as a list for people shows it. */
export interface SchemaLine {
  /** `claims[].text` */
  readonly path: string;
  /** How deep it stands, from 0. */
  readonly depth: number;
  readonly name: string;
  /** `a text`, `a number from 0 to 1`, `a list of records`, `one of approve, reject` */
  readonly what: string;
  readonly required: boolean;
  readonly description: string;
}

const DEEPEST = 4;

/** The fields of a JSON Schema in their order, nested ones after their parent, four levels deep. */
export function schemaLines(schema: JsonSchema): readonly SchemaLine[] {
  return linesOf(schema, '', 0);
}

function linesOf(schema: Json | undefined, path: string, depth: number): SchemaLine[] {
  if (!isJsonObject(schema) || depth >= DEEPEST) return [];
  const inner = schema['type'] === 'array' ? schema['items'] : schema;
  const innerPath = schema['type'] === 'array' ? `${path}[]` : path;
  if (!isJsonObject(inner) || !isJsonObject(inner['properties'])) return inner === schema ? [] : linesOf(inner, innerPath, depth);
  const required = Array.isArray(inner['required']) ? inner['required'] : [];
  return Object.entries(inner['properties']).flatMap(([name, field]) => {
    const fieldPath = innerPath === '' ? name : `${innerPath}.${name}`;
    const line = {
      path: fieldPath,
      depth,
      name,
      what: schemaWords(field),
      required: required.includes(name),
      description: textOf(field, 'description'),
    };
    return [line, ...linesOf(field, fieldPath, depth + 1)];
  });
}

/** What a value of this schema is, in a few words. */
export function schemaWords(schema: Json | undefined): string {
  if (!isJsonObject(schema)) return 'anything';
  if (Array.isArray(schema['enum'])) return `one of ${schema['enum'].map(choice => String(choice)).join(', ')}`;
  if ('const' in schema) return `always ${JSON.stringify(schema['const'])}`;
  const types = Array.isArray(schema['type']) ? schema['type'].map(String) : typeof schema['type'] === 'string' ? [schema['type']] : [];
  if (types.length === 0) return isJsonObject(schema['properties']) ? 'a record' : 'anything';
  return types.map(type => typeWords(type, schema)).join(' or ');
}

function typeWords(type: string, schema: { readonly [key: string]: Json }): string {
  switch (type) {
    case 'string':
      return 'a text';
    case 'integer':
      return `a whole number${rangeWords(schema)}`;
    case 'number':
      return `a number${rangeWords(schema)}`;
    case 'boolean':
      return 'yes or no';
    case 'null':
      return 'nothing';
    case 'object':
      return 'a record';
    case 'array':
      return `a list of ${plural(schemaWords(schema['items']))}`;
    default:
      return type;
  }
}

function rangeWords(schema: { readonly [key: string]: Json }): string {
  const { minimum, maximum } = schema;
  if (typeof minimum === 'number' && typeof maximum === 'number') return ` from ${minimum} to ${maximum}`;
  if (typeof minimum === 'number') return ` from ${minimum}`;
  return typeof maximum === 'number' ? ` up to ${maximum}` : '';
}

/** `a text` → `texts`; what has no plural here stays as it is. */
const plural = (words: string): string => {
  const [, noun, rest] = /^a ((?:whole )?(?:text|record|number|list))(.*)$/.exec(words) ?? [];
  return noun === undefined ? words : `${noun}s${rest ?? ''}`;
};

const textOf = (schema: Json | undefined, key: string): string => {
  const text = isJsonObject(schema) ? schema[key] : undefined;
  return typeof text === 'string' ? text : '';
};
