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

/** As problems name it: `config.input.transcript`. */
export const dotted = (path: FieldPath): string => path.join('.');
