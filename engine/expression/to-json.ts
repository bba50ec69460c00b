import type { Json } from '../base/json.ts';
import { isDuration, isList, isTimestamp, isType, type MapKey, type Value } from './cel-value.ts';
import { ExpressionFault, type Span } from './expression-fault.ts';
import { burn, type Fuel } from './fuel.ts';
import { durationText, timestampText } from './instant.ts';

/**
 * The JSON of a value: ints as numbers, timestamps as RFC 3339, durations as "3.5s", bytes as base64, types by name.
 * Values that came as JSON are given back as they are, not copied.
 */
export function toJson(value: Value, fuel: Fuel, span: Span): Json {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'bigint':
      if (BigInt.asIntN(54, value) === value && Number.isSafeInteger(Number(value))) return Number(value);
      throw new ExpressionFault('The whole number that comes out is beyond 2^53 − 1 and would lose digits.', span);
    case 'number':
      if (isJsonNumber(value)) return Object.is(value, -0) ? 0 : value;
      throw new ExpressionFault(
        Number.isFinite(value)
          ? 'The whole number that comes out is beyond 2^53 − 1 and would lose digits.'
          : 'What comes out is not a number (infinite or undefined).',
        span,
      );
    default:
      return value === null ? null : objectToJson(value, fuel, span);
  }
}

/** A number that canonical JSON takes. */
const isJsonNumber = (value: number): boolean => Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));

function objectToJson(value: Exclude<Value, null | string | boolean | bigint | number>, fuel: Fuel, span: Span): Json {
  if (isList(value))
    return value.some(isNotJson) ? value.map(element => (burn(fuel, 1, span), toJson(element, fuel, span))) : (value as readonly Json[]); // true: every element is JSON
  if (value instanceof Uint8Array) return base64(value);
  if (isTimestamp(value)) return timestampText(value.nanos);
  if (isDuration(value)) return durationText(value.nanos);
  if (isType(value)) return value.name;
  if (!(value instanceof Map)) return value as { readonly [key: string]: Json }; // true: only JSON objects are left
  const entries = [...(value as ReadonlyMap<MapKey, Value>)]; // true: only expressions make Maps
  return Object.fromEntries(entries.map(([key, one]) => (burn(fuel, 1, span), [String(key), toJson(one, fuel, span)])));
}

/** What an expression made, or may hold such: everything but plain JSON. Lists inside JSON are JSON throughout, so one look at each element is enough. */
const isNotJson = (value: Value): boolean =>
  typeof value === 'bigint' ||
  (typeof value === 'number' && !isJsonNumber(value)) ||
  (typeof value === 'object' &&
    value !== null &&
    (isList(value)
      ? value.some(isNotJson)
      : value instanceof Map || value instanceof Uint8Array || isTimestamp(value) || isDuration(value) || isType(value)));

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** RFC 4648, with padding. */
function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3);
    const bits = (first << 16) | (second << 8) | third;
    text += [18, 12, 6, 0].map(shift => DIGITS.charAt((bits >> shift) & 63)).join('');
  }
  const padding = (3 - (bytes.length % 3)) % 3;
  return padding === 0 ? text : text.slice(0, -padding) + '='.repeat(padding);
}
