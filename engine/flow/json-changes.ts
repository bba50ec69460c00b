import { isJsonObject, type Json, type JsonObject } from '../base/json.ts';

/** One place where two JSON values differ; without `was` it came, without `is` it went. */
export interface JsonChange {
  readonly path: readonly (string | number)[];
  readonly was?: Json;
  readonly is?: Json;
}

/** Says of two different texts at a path that they mean the same. */
export type SameText = (was: string, is: string, path: readonly (string | number)[]) => boolean;

/** A parsed part of a flow as the JSON it was read from; absent stays absent. */
export const asJson = (part: object | undefined): Json | undefined => part as Json | undefined; // true: flows are read from JSON, and their absent fields are absent

const NEVER: SameText = () => false;

/**
 * Where two values differ, as deep as their shapes agree: objects by key, in the order of the new one, then what went; lists of things with an `id`
 * by that; other lists of the same length by place, of another length as a whole.
 */
export function jsonChanges(was: Json | undefined, is: Json | undefined, sameText: SameText = NEVER): readonly JsonChange[] {
  const changes: JsonChange[] = [];
  compare(was, is, [], sameText, changes);
  return changes;
}

type Path = readonly (string | number)[];

function compare(was: Json | undefined, is: Json | undefined, path: Path, sameText: SameText, changes: JsonChange[]): void {
  if (was === is) return;
  if (typeof was === 'string' && typeof is === 'string' && sameText(was, is, path)) return;
  if (isJsonObject(was) && isJsonObject(is)) {
    compareKeys(was, is, path, sameText, changes);
    return;
  }
  if (Array.isArray(was) && Array.isArray(is)) {
    compareLists(was as readonly Json[], is as readonly Json[], path, sameText, changes); // true: arrays inside JSON
    return;
  }
  changes.push({ path, ...(was === undefined ? {} : { was }), ...(is === undefined ? {} : { is }) });
}

function compareKeys(was: JsonObject, is: JsonObject, path: Path, sameText: SameText, changes: JsonChange[]): void {
  const gone = Object.keys(was).filter(key => !Object.hasOwn(is, key));
  for (const key of [...Object.keys(is), ...gone]) compare(own(was, key), own(is, key), [...path, key], sameText, changes);
}

function compareLists(was: readonly Json[], is: readonly Json[], path: Path, sameText: SameText, changes: JsonChange[]): void {
  const [wasById, isById] = [byId(was), byId(is)];
  if (wasById !== null && isById !== null) {
    const before = changes.length;
    compareKeys(wasById, isById, path, sameText, changes);
    const moved = Object.keys(isById).join('\0') !== Object.keys(wasById).join('\0');
    if (!moved || changes.length > before) return;
  } else if (was.length === is.length) {
    for (const [index, one] of is.entries()) compare(was[index], one, [...path, index], sameText, changes);
    return;
  }
  changes.push({ path, was, is });
}

/** Null unless every element is an object with an id of its own. */
function byId(list: readonly Json[]): JsonObject | null {
  const entries = list.flatMap(one => {
    const id = isJsonObject(one) ? one['id'] : undefined;
    // An object would put keys that look like numbers first, whatever their place in the list.
    return typeof id === 'string' && !/^\d/.test(id) ? [[id, one] as const] : [];
  });
  const ids = new Set(entries.map(([id]) => id));
  return list.length === 0 || ids.size !== list.length ? null : Object.fromEntries(entries);
}

const own = (object: JsonObject, key: string): Json | undefined => (Object.hasOwn(object, key) ? object[key] : undefined);
