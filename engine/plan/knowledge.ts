import type { Json } from '../base/json.ts';
import { valueHash } from '../base/value-ref.ts';

/** A value as far as it is known before a run: itself, loaded when something reads it, or what has to happen before anybody can tell. */
export type Value =
  { readonly kind: 'known'; readonly load: () => Promise<Json> } | { readonly kind: 'unknown'; readonly until: ReadonlySet<string> };

/** Stands among the steps of `until` for what only the run itself brings: its id and its start. */
export const RUN_BEGINS = '(the run)';

export const known = (value: Json): Value => ({ kind: 'known', load: () => Promise.resolve(value) });
export const unknownUntil = (...until: readonly string[]): Value => ({ kind: 'unknown', until: new Set(until) });

/** A value that is loaded at its first reading. */
export function later(load: () => Promise<Json>): Value {
  let loading: Promise<Json> | null = null;
  return { kind: 'known', load: () => (loading ??= load()) };
}

/** What is known where a run stands. Owned by the one who walks: `learn` writes into it, so that a long line of steps copies nothing. */
export interface Knowledge {
  /** Last outputs by step; a step that did not run has none. */
  readonly outputs: Map<string, Value>;
  readonly context: Map<string, Value>;
  /** What steps will have remembered, by scope and topic; what they leave as it is stands in the store alone. */
  readonly memory: Map<string, Value>;
  /** Steps whose end decides whether a run comes here at all. */
  readonly undecided: Set<string>;
}

export const nothingKnown = (): Knowledge => ({ outputs: new Map(), context: new Map(), memory: new Map(), undecided: new Set() });

export const copyOf = ({ outputs, context, memory, undecided }: Knowledge): Knowledge => ({
  outputs: new Map(outputs),
  context: new Map(context),
  memory: new Map(memory),
  undecided: new Set(undecided),
});

/**
 * Takes into `into` what is known on another way to the same step: only what both ways agree on stays known. True when something became less
 * known. Each name can do so once, so joining again and again comes to an end.
 */
export async function joinInto(into: Knowledge, other: Knowledge): Promise<boolean> {
  const until = new Set([...into.undecided, ...other.undecided]);
  const outputs = await joinMap(into.outputs, other.outputs, until);
  const context = await joinMap(into.context, other.context, until);
  const memory = await joinMap(into.memory, other.memory, until);
  for (const stepId of other.undecided) into.undecided.add(stepId);
  return outputs || context || memory;
}

async function joinMap(into: Map<string, Value>, other: ReadonlyMap<string, Value>, undecided: ReadonlySet<string>): Promise<boolean> {
  let isChanged = false;
  for (const name of new Set([...into.keys(), ...other.keys()])) {
    const [mine, theirs] = [into.get(name), other.get(name)];
    if (mine === theirs || mine?.kind === 'unknown') continue;
    if (mine !== undefined && theirs !== undefined && (await sameValue(mine, theirs))) continue;
    into.set(name, { kind: 'unknown', until: theirs?.kind === 'unknown' ? new Set([...theirs.until, ...undecided]) : undecided });
    isChanged = true;
  }
  return isChanged;
}

/** Whether two known values are the same by content. */
export async function sameValue(a: Value, b: Value): Promise<boolean> {
  if (a === b) return true;
  return a.kind === 'known' && b.kind === 'known' && valueHash(await a.load()) === valueHash(await b.load());
}

/** Nothing that a run makes is known any more: where ways meet too often to be told apart. */
export function forgetAll(knowledge: Knowledge): void {
  for (const values of [knowledge.outputs, knowledge.context, knowledge.memory])
    for (const name of values.keys()) values.set(name, { kind: 'unknown', until: knowledge.undecided });
}
