import { isJsonObject, type Json, type JsonObject } from '../../../engine/base/json.ts';
import type { FieldPath } from '../inspector/value-at.ts';

/** The record with another value at a place, undefined to take it away; what lies on the way there and is missing is made. */
export function withValueAt(record: JsonObject, path: FieldPath, value: Json | undefined): JsonObject {
  const whole = putAt(record, path, value);
  return isJsonObject(whole) ? whole : record;
}

function putAt(at: Json | undefined, [key, ...rest]: FieldPath, value: Json | undefined): Json | undefined {
  if (key === undefined) return value;
  if (typeof key === 'number') {
    const list = Array.isArray(at) ? [...(at as readonly Json[])] : []; // true: a list of JSON holds JSON
    const next = putAt(list[key], rest, value);
    if (next === undefined) list.splice(key, 1);
    else list[key] = next;
    return list;
  }
  const record = isJsonObject(at) ? at : {};
  const next = putAt(Object.hasOwn(record, key) ? record[key] : undefined, rest, value);
  const others = Object.entries(record).filter(([name]) => name !== key);
  if (next === undefined) return Object.fromEntries(others);
  // In its place: a form must not shuffle what a person reads as JSON.
  return Object.hasOwn(record, key)
    ? Object.fromEntries(Object.entries(record).map(([name, old]) => [name, name === key ? next : old]))
    : Object.fromEntries([...others, [key, next]]);
}
