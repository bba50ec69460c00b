import { z } from 'zod';
import { isJsonObject, JsonValue, type Json } from '../base/json.ts';

/** A new value for one field, or none to take it away. */
export const FieldChange = z.object({ path: z.array(z.union([z.string(), z.int().nonnegative()])).min(1), value: JsonValue.optional() });
export type FieldChange = z.infer<typeof FieldChange>;

/** The value with the changes made in order; objects on the way are made when missing. */
export const changeAt = (value: Json, changes: readonly FieldChange[]): Json =>
  changes.reduce((changed, { path, value: next }) => at(changed, path, next), value);

function at(value: Json, path: FieldChange['path'], next: Json | undefined): Json {
  const [head, ...rest] = path;
  if (head === undefined) return next ?? null;
  if (Array.isArray(value) && typeof head === 'number') {
    const list = [...(value as readonly Json[])]; // true: Array.isArray of a Json
    if (rest.length === 0 && next === undefined) list.splice(head, 1);
    else list[head] = at(list[head] ?? null, rest, next);
    return list;
  }
  const object = isJsonObject(value) ? value : {};
  const key = String(head);
  if (rest.length > 0) return { ...object, [key]: at(Object.hasOwn(object, key) ? (object[key] ?? null) : null, rest, next) };
  const { [key]: _gone, ...others } = object;
  return next === undefined ? others : { ...object, [key]: next };
}
