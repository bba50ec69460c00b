import { refHash, type ValueRef } from '../../../engine/base/value-ref.ts';

/** One name of the context that a step changed; null on a side without it. */
export interface ContextChange {
  readonly name: string;
  readonly before: ValueRef | null;
  readonly after: ValueRef | null;
}

type Context = Readonly<Record<string, ValueRef>>;

/** What became of the context, by name in order; names whose values are equal are left out. */
export const contextChanges = (before: Context, after: Context): readonly ContextChange[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .toSorted()
    .map(name => ({ name, before: before[name] ?? null, after: after[name] ?? null }))
    .filter(change => change.before === null || change.after === null || refHash(change.before) !== refHash(change.after));
