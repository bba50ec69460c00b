import { isJsonObject, type Json } from '../../../engine/base/json.ts';

/** A place in a value: keys of objects and indexes of lists. */
export type FieldPath = readonly (string | number)[];

/** What stands at a place; undefined where there is nothing. Only own properties are read. */
export function valueAt(value: Json | undefined, path: FieldPath): Json | undefined {
  let at: Json | undefined = value;
  for (const key of path) {
    if (Array.isArray(at))
      at = typeof key === 'number' ? (at as readonly Json[])[key] : undefined; // true: a list of JSON holds JSON
    else if (isJsonObject(at)) at = Object.hasOwn(at, String(key)) ? at[String(key)] : undefined;
    else return undefined;
  }
  return at;
}

/** The value with `next` at a place; undefined takes the key, or the member of the list, away. Objects on the way are made where there are none. */
export function withValueAt(value: Json | undefined, path: FieldPath, next: Json | undefined): Json | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return next;
  if (typeof key === 'number') {
    const list: readonly Json[] = Array.isArray(value) ? (value as readonly Json[]) : []; // true: a list of JSON holds JSON
    const member = withValueAt(list[key], rest, next);
    return member === undefined ? list.filter((_, index) => index !== key) : [...list.slice(0, key), member, ...list.slice(key + 1)];
  }
  const object = isJsonObject(value) ? value : {};
  const inner = withValueAt(Object.hasOwn(object, key) ? object[key] : undefined, rest, next);
  if (inner !== undefined) return { ...object, [key]: inner };
  return Object.fromEntries(Object.entries(object).filter(([other]) => other !== key));
}

/** As problems name it: `config.input.transcript`. */
export const dotted = (path: FieldPath): string => path.join('.');
