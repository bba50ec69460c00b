import type { Hash } from '../base/hash.ts';
import type { Actor, FlowId, OrgId } from '../base/ids.ts';
import type { Result } from '../base/result.ts';
import type { Flow } from './flow.ts';

/** A flow as it is being drawn. `revision` grows by one with each save: the compare-and-set of every editor. */
export interface Draft {
  readonly flowId: FlowId;
  readonly flow: Flow;
  readonly revision: number;
  readonly updatedAtUs: number;
}

/** A published definition, never changed again. */
export interface FlowVersion {
  readonly flowId: FlowId;
  readonly versionNo: number;
  readonly versionHash: Hash;
  readonly message: string;
  readonly publishedBy: Actor;
  readonly atUs: number;
}

export interface FlowStore {
  /** By name. */
  drafts(orgId: OrgId): Promise<readonly Draft[]>;
  draft(orgId: OrgId, flowId: FlowId): Promise<Draft | null>;
  /** Revision 1, or refused when the id is taken. */
  create(orgId: OrgId, flowId: FlowId, flow: Flow, atUs: number): Promise<Result<Draft, 'taken'>>;
  /** Replaces the draft when it still has `revision`. */
  save(orgId: OrgId, flowId: FlowId, revision: number, flow: Flow, atUs: number): Promise<Result<Draft, 'no-such-flow' | 'revision-moved'>>;
  /** The next number of the flow, or the version that already has this very definition. */
  publish(orgId: OrgId, flowId: FlowId, flow: Flow, by: Actor, message: string, atUs: number): Promise<FlowVersion>;
  /** Newest first. */
  versions(orgId: OrgId, flowId: FlowId): Promise<readonly FlowVersion[]>;
  /** Any definition that a version or a run is pinned to. */
  definition(orgId: OrgId, versionHash: Hash): Promise<Flow | null>;
}
