import { isJsonObject, type Json, type JsonObject } from './json.ts';

/** The keyword that names a form's fields in their order: in rows of a trace the keys of an object stand in alphabetical order. */
export const FIELD_ORDER = 'x-order';

/** The properties of an object's schema: those that `x-order` names in its order, then the others as they stand. */
export function schemaProperties(schema: JsonObject): readonly (readonly [string, Json])[] {
  const properties = Object.hasOwn(schema, 'properties') ? schema['properties'] : undefined;
  if (!isJsonObject(properties)) return [];
  const order = schema[FIELD_ORDER];
  const named: readonly Json[] = Array.isArray(order) ? order : [];
  const place = (name: string): number => {
    const at = named.indexOf(name);
    return at === -1 ? named.length : at;
  };
  return Object.entries(properties).toSorted(([a], [b]) => place(a) - place(b));
}
