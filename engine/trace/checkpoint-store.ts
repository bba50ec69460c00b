import type { OrgId } from '../base/ids.ts';
import type { Checkpoint, RunHead } from './checkpoint.ts';

export interface CheckpointStore {
  /** The newest; null when there is none. */
  latest(orgId: OrgId): Promise<Checkpoint | null>;
  /** All, oldest first. */
  all(orgId: OrgId): Promise<readonly Checkpoint[]>;
  /** Of every run as it is now, sorted by run; `changed` are those that no checkpoint has noted yet. */
  heads(orgId: OrgId): Promise<{ readonly all: readonly RunHead[]; readonly changed: readonly RunHead[] }>;
  /** Of every run as it was at that checkpoint, sorted by run. */
  headsAt(orgId: OrgId, number: number): Promise<readonly RunHead[]>;
  /** Runs created after that moment, at most `limit` of them. */
  runsSince(orgId: OrgId, atUs: number, limit: number): Promise<number>;
  /** Writes a checkpoint and the heads that changed since the one before, in one transaction. */
  add(checkpoint: Checkpoint, changed: readonly RunHead[]): Promise<void>;
}
