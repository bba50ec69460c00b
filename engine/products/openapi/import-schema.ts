import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts';
import { valueAt } from '../../base/json-pointer.ts';
import type { JsonSchema } from '../../base/json-schema.ts';

/** Schemas of one payload or response: one graph of definitions, and what could not be kept of it. */
export interface SchemaImport {
  /** The API's document, in which references lead. */
  readonly root: JsonObject;
  /** A request leaves out what only answers hold (`readOnly`), and the other way round. */
  readonly side: 'request' | 'response';
  readonly definitions: Map<string, Json>;
  readonly names: Map<string, string>;
  /** What was lost, as sentences; a set, since one loss stands in many places. */
  readonly losses: Set<string>;
  nodesLeft: number;
}

/** A graph of schemas that is larger is cut off: what lies deeper may be anything. */
const MAX_NODES = 3000;

export const openSchemaImport = (root: JsonObject, side: SchemaImport['side']): SchemaImport => ({
  root,
  side,
  definitions: new Map(),
  names: new Map(),
  losses: new Set(),
  nodesLeft: MAX_NODES,
});

const isText = (value: Json): boolean => typeof value === 'string';
const isNumber = (value: Json): boolean => typeof value === 'number';
const isCount = (value: Json): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
const isList = (value: Json): boolean => Array.isArray(value);
const isNames = (value: Json): boolean => Array.isArray(value) && value.every(name => typeof name === 'string');
const isBoolean = (value: Json): boolean => typeof value === 'boolean';
const isAnything = (): boolean => true;

/** Keywords that are taken as they stand, if their value is one that they may have. */
const PLAIN: Readonly<Record<string, (value: Json) => boolean>> = {
  title: isText,
  description: isText,
  format: isText,
  default: isAnything,
  const: isAnything,
  enum: isList,
  examples: isList,
  required: isNames,
  multipleOf: value => isNumber(value) && Number(value) > 0,
  minLength: isCount,
  maxLength: isCount,
  minItems: isCount,
  maxItems: isCount,
  minProperties: isCount,
  maxProperties: isCount,
  uniqueItems: isBoolean,
};
const OF_SCHEMA = ['items', 'additionalProperties', 'not', 'if', 'then', 'else', 'contains', 'propertyNames'];
const OF_SCHEMAS = ['properties', 'patternProperties', 'dependentSchemas'];
const TYPES: readonly Json[] = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];

/**
 * An OpenAPI schema as JSON Schema 2020-12. References stay references, into `$defs` that `withDefinitions` adds, so that circles stay finite.
 * What OpenAPI 3.0 says in its own way (`nullable`, `exclusiveMinimum: true`, `example`) is said as JSON Schema does.
 */
export function importSchema(schema: Json, to: SchemaImport): Json {
  if (typeof schema === 'boolean') return schema;
  if (!isJsonObject(schema)) return {};
  if (--to.nodesLeft < 0) {
    to.losses.add('Its schemas are very large; what lies deepest may be anything.');
    return {};
  }
  const reference = schema['$ref'];
  if (typeof reference === 'string') return importReference(reference, schema, to);
  const result: Record<string, Json> = {};
  for (const [keyword, fits] of Object.entries(PLAIN)) {
    const value = schema[keyword];
    if (value !== undefined && fits(value)) result[keyword] = value;
  }
  takeType(schema, result);
  takeBounds(schema, result);
  takePattern(schema, result, to);
  if (schema['example'] !== undefined && result['examples'] === undefined) result['examples'] = [schema['example']];
  for (const keyword of OF_SCHEMA) if (schema[keyword] !== undefined) result[keyword] = importSchema(schema[keyword], to);
  for (const keyword of OF_SCHEMAS) {
    const inner = schema[keyword];
    if (!isJsonObject(inner)) continue;
    const taken = Object.entries(inner).filter(([, one]) => keyword !== 'properties' || belongs(one, to));
    result[keyword] = Object.fromEntries(taken.map(([name, one]) => [name, importSchema(one, to)]));
  }
  if (Array.isArray(result['required'])) {
    const gone = isJsonObject(schema['properties']) ? Object.entries(schema['properties']).filter(([, one]) => !belongs(one, to)) : [];
    const names = (result['required'] as readonly Json[]).filter(name => !gone.some(([one]) => one === name)); // true: a list inside JSON
    if (names.length > 0) result['required'] = names;
    else delete result['required'];
  }
  for (const keyword of ['allOf', 'anyOf', 'oneOf', 'prefixItems']) {
    const list = schema[keyword];
    // Answers in the field fit several of what is meant to be one of: held to `oneOf`, they would be refused without need.
    const as = keyword === 'oneOf' && to.side === 'response' && schema['anyOf'] === undefined ? 'anyOf' : keyword;
    if (Array.isArray(list) && list.length > 0) result[as] = (list as readonly Json[]).map(one => importSchema(one, to)); // true: a list inside JSON
  }
  return schema['nullable'] === true ? orNull(result) : result;
}

/** The schema with all that it refers to, so that it stands on its own. */
export function withDefinitions(schema: Json, { definitions }: SchemaImport): JsonSchema {
  const own = isJsonObject(schema) ? schema : schema === false ? { not: {} } : {};
  return definitions.size === 0 ? own : { ...own, $defs: Object.fromEntries(definitions) };
}

/** What a chain of references ends at; undefined when it ends nowhere, outside the document, or never. */
export function followed(value: Json | undefined, root: JsonObject): Json | undefined {
  let found = value;
  for (let hops = 0; hops < 20; hops++) {
    const reference = isJsonObject(found) ? found['$ref'] : undefined;
    if (typeof reference !== 'string') return found;
    found = valueAt(root, reference);
  }
  return undefined;
}

function importReference(reference: string, { description }: JsonObject, to: SchemaImport): Json {
  const target = valueAt(to.root, reference);
  if (target === undefined) {
    to.losses.add(
      reference.startsWith('#')
        ? `The reference ${reference.slice(0, 100)} leads nowhere, so anything may stand there.`
        : `The reference ${reference.slice(0, 100)} leads outside the document and is not followed, so anything may stand there.`,
    );
    return {};
  }
  let name = to.names.get(reference);
  if (name === undefined) {
    name = freshName(reference, to);
    to.names.set(reference, name);
    to.definitions.set(name, {}); // its place is taken before it is filled: a circle ends here
    to.definitions.set(name, importSchema(target, to));
  }
  return { $ref: `#/$defs/${name}`, ...(description !== undefined && { description }) };
}

function freshName(reference: string, { definitions }: SchemaImport): string {
  const word = (reference.split('/').at(-1) ?? '').replace(/[^A-Za-z0-9_.-]/g, '_').slice(0, 80);
  const base = word === '' || word === '__proto__' ? 'schema' : word;
  let name = base;
  for (let n = 2; definitions.has(name); n++) name = `${base}_${n}`;
  return name;
}

/** Whether a property belongs to this side. */
function belongs(property: Json, { root, side }: SchemaImport): boolean {
  const found = followed(property, root);
  return !isJsonObject(found) || found[side === 'request' ? 'readOnly' : 'writeOnly'] !== true;
}

function takeType({ type }: JsonObject, result: Record<string, Json>): void {
  const types = listOf(type).filter(one => TYPES.includes(one));
  const [only] = types;
  if (only !== undefined) result['type'] = Array.isArray(type) ? types : only;
}

/** A list as it is, a single value as a list of one. */
const listOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : value === undefined ? [] : [value]; // true: a list inside JSON

/** OpenAPI 3.0 says with a boolean that a bound is exclusive; JSON Schema says the bound. */
function takeBounds(schema: JsonObject, result: Record<string, Json>): void {
  for (const [bound, exclusive] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ] as const) {
    const said = schema[exclusive];
    if (typeof said === 'number') result[exclusive] = said;
    if (typeof schema[bound] === 'number') result[said === true ? exclusive : bound] = schema[bound];
  }
}

function takePattern({ pattern }: JsonObject, result: Record<string, Json>, { losses }: SchemaImport): void {
  if (typeof pattern !== 'string') return;
  try {
    result['pattern'] = new RegExp(pattern, 'u').source;
  } catch {
    losses.add(`The pattern ${pattern.slice(0, 80)} is no regular expression of JSON Schema, so any text fits there.`);
  }
}

function orNull(schema: Record<string, Json>): Json {
  const { type } = schema;
  if (typeof type !== 'string') return { anyOf: [schema, { type: 'null' }] };
  const listed = schema['enum'];
  return {
    ...schema,
    type: [type, 'null'],
    ...(Array.isArray(listed) && !listed.includes(null) && { enum: [...(listed as readonly Json[]), null] }),
  }; // true: a list inside JSON
}
