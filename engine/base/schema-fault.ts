import { isJsonObject, type Json } from './json.ts';
import { linearPattern } from './linear-pattern.ts';
import { LISTS, OF_SCHEMA, OF_SCHEMAS } from './schema-keywords.ts';

const TYPES: readonly string[] = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];
const MAX_DEPTH = 32;

/** Why a value is no JSON Schema, as a sentence that begins with the place; null when it is one. Looks at the keywords that flows and forms use. */
export function schemaFault(schema: Json, path = ''): string | null {
  const place = path === '' ? 'The schema' : `The schema at ${path}`;
  if (typeof schema === 'boolean') return null;
  if (!isJsonObject(schema)) return `${place} must be an object.`;
  if (path.split('/').length > MAX_DEPTH) return `${place} is nested too deep.`;
  return ownFault(schema, place) ?? innerFault(schema, path, place);
}

function ownFault(schema: { readonly [keyword: string]: Json }, place: string): string | null {
  const { type, enum: listed, required, pattern } = schema;
  const types = Array.isArray(type) ? (type as readonly Json[]) : type === undefined ? [] : [type]; // true: an array inside JSON
  const odd = types.find(one => typeof one !== 'string' || !TYPES.includes(one));
  if (odd !== undefined) return `${place} has the type ${JSON.stringify(odd)}; types are ${TYPES.join(', ')}.`;
  if (listed !== undefined && !Array.isArray(listed)) return `${place}: enum must be a list of values.`;
  if (required !== undefined && !(Array.isArray(required) && required.every(name => typeof name === 'string')))
    return `${place}: required must be a list of names.`;
  if (pattern !== undefined && !(typeof pattern === 'string' && linearPattern(pattern) !== null))
    return `${place}: its pattern is no regular expression that RE2 knows (look-ahead and back-references are not used here).`;
  return null;
}

function innerFault(schema: { readonly [keyword: string]: Json }, path: string, place: string): string | null {
  for (const [keyword, value] of Object.entries(schema)) {
    if (OF_SCHEMA.includes(keyword)) {
      const fault = schemaFault(value, `${path}/${keyword}`);
      if (fault !== null) return fault;
    }
    if (OF_SCHEMAS.includes(keyword) && !isJsonObject(value)) return `${place}: ${keyword} must be an object.`;
    if (LISTS.includes(keyword) && !Array.isArray(value)) return `${place}: ${keyword} must be a list.`;
    if (!OF_SCHEMAS.includes(keyword) && !LISTS.includes(keyword)) continue;
    for (const [name, one] of Object.entries(value ?? {})) {
      const fault = schemaFault(one as Json, `${path}/${keyword}/${name}`); // true: a member of a JSON value
      if (fault !== null) return fault;
    }
  }
  return null;
}
