import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts';
import { FreeHeader } from '../product-connection.ts';
import { followed, importSchema, type SchemaImport } from './import-schema.ts';

/** What the parameters of an operation become: fields of the payload, and where each stands in the request. */
export interface ImportedParameters {
  readonly properties: Record<string, Json>;
  readonly required: string[];
  readonly query: Record<string, string>;
  readonly headers: Record<string, string>;
  /** The path with the fields' names in it. */
  path: string;
  /** The API tells repetitions by a key of its own. */
  takesKey: boolean;
}

/** Headers that the engine fills, or that OpenAPI says to pass over. */
const FILLED_HEADERS: ReadonlySet<string> = new Set(['accept', 'content-type', 'authorization']);

/**
 * The parameters of a path and of its operation, whose own stand in place of the path's. An operation that requires what cannot be sent is
 * left out: then the answer is why, as the rest of a sentence. What is optional and cannot be sent is noted.
 */
export function importParameters(
  path: string,
  lists: readonly (Json | undefined)[],
  to: SchemaImport,
  notes: string[],
): ImportedParameters | string {
  const known = new Map<string, Parameter>();
  for (const list of lists)
    for (const each of Array.isArray(list) ? (list as readonly Json[]) : []) {
      // true: a list inside JSON
      const parameter = followed(each, to.root);
      const name = isJsonObject(parameter) ? parameter['name'] : undefined;
      const place = isJsonObject(parameter) ? parameter['in'] : undefined;
      if (!isJsonObject(parameter) || typeof name !== 'string' || typeof place !== 'string') return 'one of its parameters cannot be read';
      known.set(`${place} ${name}`, { name, place, said: parameter });
    }
  const taken: ImportedParameters = { properties: {}, required: [], query: {}, headers: {}, path, takesKey: false };
  for (const parameter of known.values()) {
    const trouble = take(parameter, taken, to);
    if (trouble === null) continue;
    if (parameter.said['required'] === true || parameter.place === 'path') return trouble;
    notes.push(`leaves out an optional parameter: ${trouble}.`);
  }
  const open = /\{([^}]*)\}/g;
  const fields = new Set(Object.keys(taken.properties));
  const unknown = [...taken.path.matchAll(open)].map(([, name = '']) => name).find(name => !fields.has(name));
  return unknown === undefined ? taken : `its path has {${unknown}}, of which nothing is said`;
}

interface Parameter {
  readonly name: string;
  /** `path`, `query`, `header` or `cookie`. */
  readonly place: string;
  readonly said: JsonObject;
}

function take({ name, place, said: parameter }: Parameter, taken: ImportedParameters, to: SchemaImport): string | null {
  const named = `“${name.slice(0, 80)}”`;
  if (place === 'header' && FILLED_HEADERS.has(name.toLowerCase())) return null;
  if (place === 'header' && name.toLowerCase() === 'idempotency-key') {
    taken.takesKey = true;
    return null;
  }
  if (parameter['schema'] === undefined) return `${named} is written in a way of its own (content)`;
  const shape = followed(parameter['schema'], to.root);
  const types = isJsonObject(shape) ? [shape['type']].flat() : [];
  if (types.includes('object')) return `${named} is an object`;
  const isList = types.includes('array');
  if (isList && place !== 'query') return `${named} is a list`;
  if (isList && (parameter['explode'] === false || ![undefined, 'form'].includes(parameter['style'] as string | undefined)))
    // true: compared with two values only
    return `${named} is a list written in a way of its own`;

  const field = fieldName(name, taken.properties);
  switch (place) {
    case 'path':
      taken.path = taken.path.replaceAll(`{${name}}`, `{${field}}`);
      break;
    case 'query':
      if (!/^[\x21-\x7e]{1,128}$/.test(name)) return `${named} is no name for a query`;
      taken.query[name] = field;
      break;
    case 'header': {
      const header = FreeHeader.safeParse(name.toLowerCase());
      if (!header.success) return `the header ${named} is the engine’s own`;
      taken.headers[header.data] = field;
      break;
    }
    default:
      return `${named} stands in a ${place === 'cookie' ? 'cookie' : 'place unknown'}`;
  }
  const schema = importSchema(parameter['schema'], to);
  const { description } = parameter;
  taken.properties[field] =
    isJsonObject(schema) && typeof description === 'string' ? { description: description.slice(0, 1000), ...schema } : schema;
  if (parameter['required'] === true || place === 'path') taken.required.push(field);
  return null;
}

/** A payload's field for a parameter, free in `used`: the parameter's name, as far as it can be one. */
export function fieldName(name: string, used: Readonly<Record<string, unknown>>): string {
  const word = name
    .replace(/[^A-Za-z0-9_]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 100);
  const base = word === '' ? 'field' : /^[A-Za-z]/.test(word) ? word : `_${word}`;
  let field = base;
  for (let n = 2; Object.hasOwn(used, field); n++) field = `${base}_${String(n)}`;
  return field;
}
