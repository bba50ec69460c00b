import type { Actor, OrgId } from '../base/ids.ts';
import type { Result } from '../base/result.ts';
import type { MemoryId, MemoryVersion } from './memory.ts';
import type { MemoryScope } from './memory-scope.ts';
import type { Snapshot } from './snapshot.ts';

/** What steps and plans read. Never gives another org's. */
export interface MemoryReader {
  /** Everything current in a scope; an empty one for a scope that nothing was ever written in. */
  snapshot(orgId: OrgId, scope: MemoryScope): Promise<Snapshot>;
  /** All versions of a memory, oldest first; empty for one that never was. */
  history(orgId: OrgId, memoryId: MemoryId): Promise<readonly MemoryVersion[]>;
}

/** Which memories are asked for. */
export interface MemoryFilter {
  readonly scope?: MemoryScope | undefined;
  /** Retired ones too. */
  readonly retired?: boolean | undefined;
  readonly limit: number;
}

/** A scope that something was written in, and how many current memories it has. */
export interface ScopeCount {
  readonly scope: MemoryScope;
  readonly memories: number;
}

/** A person's change of a memory. */
export interface MemoryChange {
  readonly memoryId: MemoryId;
  /** The version that the person saw: a newer one refuses the change. */
  readonly version: number;
  readonly by: Actor;
  readonly reason: string;
  readonly atUs: number;
}

export type MemoryRefusal = 'no-such-memory' | 'newer-version' | 'retired' | 'same-text';

export interface MemoryStore extends MemoryReader {
  /** The newest version of each, last written first. */
  list(orgId: OrgId, filter: MemoryFilter): Promise<readonly MemoryVersion[]>;
  /** By scope. */
  scopes(orgId: OrgId): Promise<readonly ScopeCount[]>;
  /** Current memories that hold all the words, or beginnings of words, of `query`; the best first, then by scope and topic. */
  search(orgId: OrgId, query: string, filter: MemoryFilter): Promise<readonly MemoryVersion[]>;
  /** Adds a version with another text; gives it. A retired memory is taken up again by that. */
  correct(orgId: OrgId, change: MemoryChange & { readonly text: string }): Promise<Result<MemoryVersion, MemoryRefusal>>;
  /** Adds a version that says that the memory is not read any more; gives it. */
  retire(orgId: OrgId, change: MemoryChange): Promise<Result<MemoryVersion, MemoryRefusal>>;
}
