import { hashOf, type Hash } from '../base/hash.ts';
import type { MemoryVersion } from './memory.ts';

/** A version as it stands in the org's line of all versions: `number` from 1 without gaps, each chained to the one before. */
export interface LinkedMemory extends MemoryVersion {
  readonly number: number;
  /** Of the version before in the org's line; null at the first. */
  readonly prevHash: Hash | null;
}

/** The hash of a version with all that it says, and of what stands before it: so nothing can be changed, removed or put between unseen. */
export const memoryHash = (linked: LinkedMemory): Hash => {
  const { orgId, number, prevHash, memoryId, version, scope, topic, text, state, by, reason, atUs, source } = linked;
  return hashOf('atelier/memory-row/v1', {
    ...{ orgId, number, prevHash, memoryId, version, scope, topic, text, state, by, reason, atUs, source },
  });
};
