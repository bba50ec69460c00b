import { isJsonObject, type Json } from '../base/json.ts';
import type { Variables } from './expression.ts';
import type { ReadPath } from './read-paths.ts';
import { ANY, TEXT, type Shape, type Shapes } from './shape.ts';

/** What is known at one place of a flow before it runs, and of a run that was. */
export interface KnownHere {
  /** Names that an expression may use there. */
  readonly roots: readonly string[];
  readonly shapes: Shapes;
  /** Values of a run or a packet; null while there are none. */
  readonly variables: Variables | null;
}

/** A name that a walk or a bind gives inside of its brackets. */
export interface Local {
  readonly name: string;
  readonly shape: Shape;
  readonly value: Json | undefined;
}

/** What stands at a path, as far as it is known; null for a field that is not there. */
export function knownAt(
  path: ReadPath,
  known: KnownHere,
  locals: readonly Local[] = [],
): { readonly shape: Shape; readonly value: Json | undefined } | null {
  const [root, ...rest] = path;
  const local = locals.findLast(({ name }) => name === root);
  if (local === undefined && !known.roots.some(name => name === root)) return null;
  let shape: Shape | null = local === undefined ? (own(known.shapes, root) ?? ANY) : local.shape;
  let value = local === undefined ? own(known.variables ?? {}, root) : local.value;
  for (const part of rest) {
    value = valueIn(value, part);
    shape = shapeIn(shape, part) ?? (value === undefined ? null : ANY);
    if (shape === null) return null;
  }
  return { shape, value };
}

/** The names below a path: those that a schema gives, then those that the value has besides. */
export function fieldsAt(shape: Shape, value: Json | undefined): readonly string[] {
  const named = shape.kind === 'map' ? [...shape.fields.keys()] : [];
  const there = isJsonObject(value) ? Object.keys(value).filter(name => !named.includes(name)) : [];
  return [...named, ...there];
}

/** The shape of a list's elements, or of an object's keys, which a walk gives one after the other. */
export const elementShape = (shape: Shape): Shape => (shape.kind === 'list' ? shape.of : shape.kind === 'map' ? TEXT : ANY);

export const elementValue = (value: Json | undefined): Json | undefined =>
  Array.isArray(value) ? (value as readonly Json[])[0] : undefined; // true: a list of JSON holds JSON

/** The path as a person writes it: `steps.score.output.items[0]`, `packet["odd name"]`. */
export const pathText = (path: ReadPath): string =>
  path.map((part, index) => (index === 0 ? String(part) : typeof part === 'number' ? `[${part}]` : fieldText(part))).join('');

/** `.name`, or `["a name"]` where it is no identifier. */
export const fieldText = (name: string): string => (isIdentifier(name) ? `.${name}` : `[${JSON.stringify(name)}]`);

/** Words that the grammar keeps for itself (https://github.com/google/cel-spec/blob/master/doc/langdef.md#syntax). */
const RESERVED = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(' '),
);

export const isIdentifier = (name: string): boolean => /^[A-Za-z_]\w*$/.test(name) && !RESERVED.has(name);

function shapeIn(shape: Shape, part: string | number): Shape | null {
  if (shape.kind === 'any') return ANY;
  if (shape.kind === 'list') return typeof part === 'number' ? shape.of : null;
  if (shape.kind !== 'map') return null;
  const field = shape.fields.get(String(part));
  if (field !== undefined) return field;
  return shape.rest === null || shape.rest === 'unnamed' ? null : shape.rest;
}

const valueIn = (value: Json | undefined, part: string | number): Json | undefined => {
  if (Array.isArray(value)) return typeof part === 'number' ? (value as readonly Json[])[part] : undefined; // true: a list of JSON holds JSON
  return isJsonObject(value) ? own(value, part) : undefined;
};

const own = <Value>(object: Readonly<Record<string, Value>>, key: string | number | undefined): Value | undefined =>
  key !== undefined && Object.hasOwn(object, key) ? object[key] : undefined;
