import { hashOf, type Hash } from '../base/hash.ts';
import type { MemoryId } from './memory.ts';
import type { MemoryScope } from './memory-scope.ts';

/** One thing remembered, as a step reads it. */
export interface Remembrance {
  readonly memoryId: MemoryId;
  readonly version: number;
  readonly topic: string;
  readonly text: string;
}

/** All that is remembered in one scope at one moment: what a step is given, and nothing beside. */
export interface Snapshot {
  readonly scope: MemoryScope;
  /** Of topics and texts alone: a version that says what the one before said changes nothing, and stops here. */
  readonly hash: Hash;
  /** By topic. */
  readonly memories: readonly Remembrance[];
}

export function snapshotOf(scope: MemoryScope, memories: readonly Remembrance[]): Snapshot {
  const sorted = memories.toSorted((a, b) => (a.topic < b.topic ? -1 : a.topic > b.topic ? 1 : 0));
  return {
    scope,
    memories: sorted,
    hash: hashOf('atelier/memory/v1', { scope, memories: sorted.map(({ topic, text }) => [topic, text]) }),
  };
}

/** One hash over all that a stage read from memory; null when it reads none. */
export const memoryReadHash = (snapshots: readonly Snapshot[]): Hash | null =>
  snapshots.length === 0
    ? null
    : hashOf(
        'atelier/memory/v1',
        snapshots.map(({ scope, hash }): [string, string] => [scope, hash]).toSorted(([a], [b]) => (a < b ? -1 : 1)),
      );
