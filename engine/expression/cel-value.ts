import type { Json } from '../base/json.ts';

/** Marks the values that JSON has no word for; hostile JSON cannot carry a symbol, so it cannot pretend to be one. */
const KIND = Symbol('kind of expression value');

/** An instant, in nanoseconds since 1970-01-01T00:00:00Z. */
export interface Timestamp {
  readonly [KIND]: 'timestamp';
  readonly nanos: bigint;
}

export interface Duration {
  readonly [KIND]: 'duration';
  readonly nanos: bigint;
}

/** What `type(x)` gives. */
export interface TypeValue {
  readonly [KIND]: 'type';
  readonly name: string;
}

export type MapKey = string | bigint | boolean;

/**
 * What an expression computes with. JSON stands as it is: its numbers are JavaScript numbers and are taken for ints where an int is asked for;
 * ints written in an expression and sizes are bigints. A map made by an expression is a Map, one from JSON an object.
 */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | Timestamp
  | Duration
  | TypeValue
  | ReadonlyMap<MapKey, Value>
  | readonly Value[]
  | { readonly [key: string]: Json };

export const timestamp = (nanos: bigint): Timestamp => ({ [KIND]: 'timestamp', nanos });
export const duration = (nanos: bigint): Duration => ({ [KIND]: 'duration', nanos });
export const typeValue = (name: string): TypeValue => ({ [KIND]: 'type', name });

export type TypeName = 'null' | 'bool' | 'int' | 'double' | 'string' | 'bytes' | 'timestamp' | 'duration' | 'type' | 'list' | 'map';

/** The names that `type(x)` may be compared with. */
export const TYPE_NAMES: ReadonlySet<string> = new Set(['bool', 'int', 'double', 'string', 'bytes', 'list', 'map', 'null_type', 'type']);

export function typeName(value: Value): TypeName {
  switch (typeof value) {
    case 'boolean':
      return 'bool';
    case 'number':
      return 'double';
    case 'bigint':
      return 'int';
    case 'string':
      return 'string';
    default:
      if (value === null) return 'null';
      if (isList(value)) return 'list';
      if (value instanceof Uint8Array) return 'bytes';
      return isMarked(value) ? value[KIND] : 'map';
  }
}

const WORDS: Record<TypeName, string> = {
  null: 'null',
  bool: 'true or false',
  int: 'a number',
  double: 'a number',
  string: 'a text',
  bytes: 'bytes',
  timestamp: 'a timestamp',
  duration: 'a duration',
  type: 'a type',
  list: 'a list',
  map: 'an object',
};

/** What an operator calls a value of this type: "a text", "a list". */
export const inWords = (value: Value): string => WORDS[typeName(value)];

export const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

const isMarked = (value: object): value is Timestamp | Duration | TypeValue => KIND in value;

export const isTimestamp = (value: Value): value is Timestamp => typeName(value) === 'timestamp';
export const isDuration = (value: Value): value is Duration => typeName(value) === 'duration';
export const isType = (value: Value): value is TypeValue => typeName(value) === 'type';
export const isMap = (value: Value): value is ReadonlyMap<MapKey, Value> | { readonly [key: string]: Json } => typeName(value) === 'map';
export const isNumber = (value: Value): value is number | bigint => typeof value === 'number' || typeof value === 'bigint';

/** The value under a key of its own, undefined when there is none: what an object inherits is never seen. */
export function own(map: ReadonlyMap<MapKey, Value> | { readonly [key: string]: Json }, key: MapKey): Value | undefined {
  if (map instanceof Map) return (map as ReadonlyMap<MapKey, Value>).get(key); // true: only expressions make Maps, with these keys
  const object = map as { readonly [key: string]: Json }; // true: the other half of the union
  return typeof key === 'string' && Object.hasOwn(object, key) ? object[key] : undefined;
}

/** In the order in which they were written. */
export const keysOf = (map: ReadonlyMap<MapKey, Value> | { readonly [key: string]: Json }): readonly MapKey[] =>
  map instanceof Map ? [...(map as ReadonlyMap<MapKey, Value>).keys()] : Object.keys(map); // true: only expressions make Maps

/** The whole number that a value stands for, or undefined: 3n, and 3 from JSON, but not 3.5. */
export function asInt(value: Value): bigint | undefined {
  if (typeof value === 'bigint') return value;
  return typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : undefined;
}
