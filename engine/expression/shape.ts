import { isJsonObject, type Json } from '../base/json.ts';
import type { JsonSchema } from '../base/json-schema.ts';

/** What is known of a value before it is there. `any` is what nothing is known of. */
export type Shape =
  | { readonly kind: 'any' | 'bool' | 'number' | 'null' | 'bytes' | 'timestamp' | 'duration' | 'type' }
  | { readonly kind: 'string'; readonly oneOf: readonly string[] | null }
  | { readonly kind: 'list'; readonly of: Shape }
  | {
      readonly kind: 'map';
      readonly fields: ReadonlyMap<string, Shape>;
      /** What a field that is not named is: null means that there is none, `unnamed` that the schema does not say. */
      readonly rest: Shape | 'unnamed' | null;
    };

/** What is known of each root, e.g. packet. */
export type Shapes = Readonly<Record<string, Shape>>;

export const ANY: Shape = { kind: 'any' };
export const TEXT: Shape = { kind: 'string', oneOf: null };
export const BOOL: Shape = { kind: 'bool' };
export const NUMBER: Shape = { kind: 'number' };

export const mapShape = (fields: Readonly<Record<string, Shape>>, rest: Shape | 'unnamed' | null = null): Shape => ({
  kind: 'map',
  fields: new Map(Object.entries(fields)),
  rest,
});

const MAX_DEPTH = 16;

/** The shape of the values that fit a JSON Schema. Null beside another type is overlooked; whatever is unclear is `any`. */
export const shapeOf = (schema: JsonSchema): Shape => fromSchema(schema, { root: schema, known: new Map() }, 0);

interface Look {
  readonly root: JsonSchema;
  /** Each schema is looked at once: ten that refer to one another would otherwise be ten to the power of the depth. One that is being looked at is `any`. */
  readonly known: Map<Json, Shape>;
}

function fromSchema(schema: Json | undefined, look: Look, depth: number): Shape {
  if (!isJsonObject(schema) || depth > MAX_DEPTH) return ANY;
  const known = look.known.get(schema);
  if (known !== undefined) return known;
  look.known.set(schema, ANY);
  const shape = ofSchema(schema, look.root, one => fromSchema(one, look, depth + 1));
  look.known.set(schema, shape);
  return shape;
}

function ofSchema(schema: JsonSchema, root: JsonSchema, inner: (schema: Json | undefined) => Shape): Shape {
  const reference = schema['$ref'];
  if (typeof reference === 'string') return inner(referred(reference, root));
  if ('allOf' in schema || 'not' in schema) return ANY;
  const choices = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(choices)) return onlyOne((choices as readonly Json[]).map(inner)); // true: an array inside JSON
  if ('const' in schema) return ofValues([schema['const'] ?? null]);
  const listed = schema['enum'];
  if (Array.isArray(listed)) return ofValues(listed as readonly Json[]); // true: an array inside JSON
  const type = schema['type'];
  const types: readonly Json[] = Array.isArray(type) ? type : type === undefined ? impliedTypes(schema) : [type];
  return onlyOne(types.map(one => ofType(one, schema, inner)));
}

function ofType(type: Json | undefined, schema: JsonSchema, inner: (schema: Json | undefined) => Shape): Shape {
  switch (type) {
    case 'string':
      return TEXT;
    case 'number':
    case 'integer':
      return NUMBER;
    case 'boolean':
      return BOOL;
    case 'null':
      return { kind: 'null' };
    case 'array':
      return { kind: 'list', of: 'prefixItems' in schema ? ANY : inner(schema['items']) };
    case 'object':
      return ofObject(schema, inner);
    default:
      return ANY;
  }
}

function ofObject(schema: JsonSchema, inner: (schema: Json | undefined) => Shape): Shape {
  const properties = isJsonObject(schema['properties']) ? Object.entries(schema['properties']) : [];
  const more = schema['additionalProperties'];
  const isOpen = 'patternProperties' in schema || more === true || isJsonObject(more);
  const rest = isOpen ? inner(more) : more === false ? null : properties.length > 0 ? 'unnamed' : ANY;
  return { kind: 'map', fields: new Map(properties.map(([name, one]) => [name, inner(one)])), rest };
}

const impliedTypes = (schema: JsonSchema): readonly Json[] => ('properties' in schema ? ['object'] : 'items' in schema ? ['array'] : []);

/** The one shape among them that is not null; `any` when there are several, or none. */
function onlyOne(shapes: readonly Shape[]): Shape {
  const [first, ...more] = shapes.filter(({ kind }) => kind !== 'null');
  if (first === undefined) return shapes[0] ?? ANY;
  return more.reduce(joinShapes, first);
}

function ofValues(values: readonly Json[]): Shape {
  const texts = values.filter(value => typeof value === 'string');
  if (texts.length > 0 && values.every(value => typeof value === 'string' || value === null)) return { kind: 'string', oneOf: texts };
  return onlyOne(
    values.map(value => ({
      kind: typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'bool' : value === null ? 'null' : 'any',
    })),
  );
}

/** A shape that both fit. */
export function joinShapes(left: Shape, right: Shape): Shape {
  if (left.kind === 'null') return right;
  if (right.kind === 'null' || left === right) return left;
  if (left.kind === 'string' && right.kind === 'string')
    return { kind: 'string', oneOf: left.oneOf === null || right.oneOf === null ? null : [...new Set([...left.oneOf, ...right.oneOf])] };
  if (left.kind === 'list' && right.kind === 'list') return { kind: 'list', of: joinShapes(left.of, right.of) };
  if (left.kind === 'map' && right.kind === 'map') return { kind: 'map', fields: new Map(), rest: ANY };
  return left.kind === right.kind ? left : ANY;
}

/** Only `#/…` within the same schema. */
function referred(reference: string, root: JsonSchema): Json | undefined {
  if (!reference.startsWith('#/')) return undefined;
  let found: Json | undefined = root;
  for (const part of reference.slice(2).split('/')) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (!isJsonObject(found) || !Object.hasOwn(found, key)) return undefined;
    found = found[key];
  }
  return found;
}
