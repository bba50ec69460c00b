import { canonicalJson } from '../base/canonical-json.ts';
import { isJsonObject, type Json, type JsonObject } from '../base/json.ts';
import type { Flow } from './flow.ts';

/** Two flows and what both began from. */
export interface ThreeFlows {
  readonly base: Flow;
  readonly ours: Flow;
  readonly theirs: Flow;
}

/** One place in three versions of a value: what both sides began from, and what each has there now. Absent is undefined. */
export interface ThreeValues {
  readonly base: Json | undefined;
  readonly ours: Json | undefined;
  readonly theirs: Json | undefined;
}

export type MergePath = readonly (string | number)[];

/** Says what stands where both sides changed the same place, each in its own way. */
export type SettleConflict = (path: MergePath, values: ThreeValues) => Json | undefined;

/**
 * One value out of two that began as the same: a change that only one side made is taken, and so is one that both made alike. Objects are merged key
 * by key; lists and texts are whole, because half of each would be neither. What both changed differently is for `settle` to say.
 */
export function mergeJson(values: ThreeValues, settle: SettleConflict, path: MergePath = []): Json | undefined {
  return mergeWhole(
    values,
    (at, { base, ours, theirs }) =>
      isJsonObject(ours) && isJsonObject(theirs) && (base === undefined || isJsonObject(base))
        ? mergeKeys({ base: base ?? {}, ours, theirs }, settle, at)
        : settle(at, { base, ours, theirs }),
    path,
  );
}

/** The same of a value that is one place: what is inside it is not looked at. */
export function mergeWhole(values: ThreeValues, settle: SettleConflict, path: MergePath = []): Json | undefined {
  const { base, ours, theirs } = values;
  if (sameJson(ours, theirs) || sameJson(base, theirs)) return ours;
  return sameJson(base, ours) ? theirs : settle(path, values);
}

function mergeKeys(
  { base, ours, theirs }: Readonly<Record<keyof ThreeValues, JsonObject>>,
  settle: SettleConflict,
  path: MergePath,
): JsonObject {
  const keys = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
  return Object.fromEntries(
    [...keys].flatMap(key => {
      const merged = mergeJson({ base: own(base, key), ours: own(ours, key), theirs: own(theirs, key) }, settle, [...path, key]);
      return merged === undefined ? [] : [[key, merged] as const];
    }),
  );
}

/** The same value, in whatever order its keys stand. */
export const sameJson = (a: Json | undefined, b: Json | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b));

const own = (object: JsonObject, key: string): Json | undefined => (Object.hasOwn(object, key) ? object[key] : undefined);
