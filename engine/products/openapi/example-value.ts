import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts';
import { valueAt } from '../../base/json-pointer.ts';
import type { JsonSchema } from '../../base/json-schema.ts';

/** Deeper values are left out, or empty where they must be there. */
const MAX_DEPTH = 8;

/** A value that a schema describes, made up from its examples, defaults and types. May miss the schema where that says more than types. */
export const exampleValue = (schema: JsonSchema): Json => make(schema, { schema, left: MAX_PARTS }, 0);

/** Schemas that lead into one another grow without end. */
const MAX_PARTS = 2000;

interface Root {
  readonly schema: JsonSchema;
  left: number;
}

function make(schema: Json | undefined, root: Root, depth: number): Json {
  if (!isJsonObject(schema) || depth > MAX_DEPTH || --root.left < 0) return null;
  const reference = schema['$ref'];
  if (typeof reference === 'string') return make(valueAt(root.schema, reference), root, depth + 1);
  for (const said of [first(schema['examples']), schema['default'], schema['const'], first(schema['enum'])])
    if (said !== undefined) return said;
  const merged = first(schema['allOf']) === undefined ? schema : allOf(schema, root, depth);
  const choice = first(merged['anyOf']) ?? first(merged['oneOf']);
  if (choice !== undefined && merged['properties'] === undefined) return make(choice, root, depth + 1);
  return ofType(merged, root, depth);
}

function ofType(schema: JsonObject, root: Root, depth: number): Json {
  const { type } = schema;
  const one: Json | undefined = Array.isArray(type) ? first(type) : (type ?? (schema['properties'] === undefined ? undefined : 'object'));
  switch (one) {
    case 'string':
      return text(schema);
    case 'integer':
    case 'number':
      return number(schema);
    case 'boolean':
      return true;
    case 'array': {
      const least = typeof schema['minItems'] === 'number' ? Math.min(schema['minItems'], 10) : depth < 3 ? 1 : 0;
      return Array.from({ length: least }, () => make(schema['items'], root, depth + 1));
    }
    case 'object':
      return object(schema, root, depth);
    default:
      return null;
  }
}

function object({ properties, required }: JsonObject, root: Root, depth: number): Json {
  if (!isJsonObject(properties)) return {};
  const needed: readonly Json[] = Array.isArray(required) ? required : [];
  const shown = Object.entries(properties).filter(([name]) => depth < 2 || needed.includes(name));
  return Object.fromEntries(shown.map(([name, property]) => [name, make(property, root, depth + 1)]));
}

/** The parts of an `allOf` laid over one another, as far as they are objects with properties. */
function allOf(schema: JsonObject, root: Root, depth: number): JsonObject {
  const parts = [schema, ...(schema['allOf'] as readonly Json[])].slice(0, 20).map(part => {
    // true: the caller saw its first element
    const reference = isJsonObject(part) ? part['$ref'] : undefined;
    const found = typeof reference === 'string' ? valueAt(root.schema, reference) : part;
    if (!isJsonObject(found) || --root.left < 0) return {};
    return found !== schema && first(found['allOf']) !== undefined && depth < MAX_DEPTH ? allOf(found, root, depth + 1) : found;
  });
  const lists = (keyword: string) => parts.flatMap(part => (Array.isArray(part[keyword]) ? (part[keyword] as readonly Json[]) : [])); // true: a list inside JSON
  const properties = Object.fromEntries(
    parts.flatMap(part => (isJsonObject(part['properties']) ? Object.entries(part['properties']) : [])),
  );
  const rest = Object.fromEntries(parts.flatMap(part => Object.entries(part)).filter(([keyword]) => keyword !== 'allOf'));
  return { ...rest, ...(Object.keys(properties).length > 0 && { type: 'object', properties, required: lists('required') }) };
}

const FORMATS: Readonly<Record<string, string>> = {
  'date-time': '2026-01-01T09:00:00Z',
  date: '2026-01-01',
  time: '09:00:00Z',
  duration: 'PT1H',
  email: 'person@example.com',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://example.com/',
  url: 'https://example.com/',
  uuid: '00000000-0000-4000-8000-000000000000',
};

function text({ format, minLength, maxLength }: JsonObject): string {
  const known = typeof format === 'string' && Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  const least = typeof minLength === 'number' ? Math.min(minLength, 1000) : 0;
  return known ?? 'text'.padEnd(least, ' text').slice(0, typeof maxLength === 'number' ? Math.max(maxLength, 0) : undefined);
}

function number({ type, minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JsonObject): number {
  const least = typeof minimum === 'number' ? minimum : typeof exclusiveMinimum === 'number' ? exclusiveMinimum + 1 : null;
  const most = typeof maximum === 'number' ? maximum : typeof exclusiveMaximum === 'number' ? exclusiveMaximum - 1 : null;
  const value = least ?? (most === null ? 1 : Math.min(1, most));
  return type === 'number' ? value : Math.ceil(value);
}

const first = (list: Json | undefined): Json | undefined => (Array.isArray(list) ? (list as readonly Json[])[0] : undefined); // true: a list inside JSON
