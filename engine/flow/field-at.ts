import { isJsonObject, type Json } from '../base/json.ts';

/** A path as edits take it; what a dotted path of a problem leads to. */
export interface FoundField {
  readonly path: (string | number)[];
  readonly value: Json;
}

/** Where a dotted path leads inside a value; names may hold dots themselves. Null when it leads nowhere. */
export function fieldAt(value: Json, dotted: string): FoundField | null {
  if (dotted === '') return { path: [], value };
  const parts = dotted.split('.');
  for (let count = 1; count <= parts.length; count++) {
    const key = parts.slice(0, count).join('.');
    const inside = insideOf(value, key);
    const found = inside === undefined ? null : fieldAt(inside, parts.slice(count).join('.'));
    if (found !== null) return { path: [Array.isArray(value) ? Number(key) : key, ...found.path], value: found.value };
  }
  return null;
}

function insideOf(value: Json, key: string): Json | undefined {
  if (Array.isArray(value)) return (value as readonly Json[])[Number(key)]; // true: Array.isArray of a Json
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
