import type { Hash } from '../base/hash.ts';
import type { Actor, FlowId, OrgId } from '../base/ids.ts';
import type { Result } from '../base/result.ts';
import type { FlowTag } from './flow-tag.ts';
import type { Flow } from './flow.ts';
import type { VersionPins } from './version-pins.ts';

/** A flow as it is being drawn. `revision` grows by one with each save: the compare-and-set of every editor. */
export interface Draft {
  readonly flowId: FlowId;
  readonly flow: Flow;
  readonly revision: number;
  readonly updatedAtUs: number;
  /** Absent for a flow that is no fork. */
  readonly forkedFrom?: FlowOrigin;
  /** `documentHash` of the file last imported into it; absent when none was. */
  readonly importedHash?: Hash;
  /** When it was put away; absent while it is in use. */
  readonly archivedAtUs?: number;
}

/** What a flow is a fork of; a draft has no number. */
export interface FlowOrigin {
  readonly flowId: FlowId;
  readonly versionNo: number | null;
  readonly versionHash: Hash;
}

/** A published definition, never changed again. */
export interface FlowVersion {
  readonly flowId: FlowId;
  readonly versionNo: number;
  readonly versionHash: Hash;
  readonly message: string;
  readonly publishedBy: Actor;
  readonly atUs: number;
  readonly pins: VersionPins;
}

export interface FlowStore {
  /** By name. */
  drafts(orgId: OrgId): Promise<readonly Draft[]>;
  draft(orgId: OrgId, flowId: FlowId): Promise<Draft | null>;
  /**
   * Revision 1, or refused when the id is taken. `base` is what `forkedFrom` names and is kept under its hash, so that the fork can be compared with
   * what it began from also when that was a draft.
   */
  create(
    orgId: OrgId,
    flowId: FlowId,
    flow: Flow,
    atUs: number,
    origin?: Pick<Draft, 'forkedFrom' | 'importedHash'> & { readonly base?: Flow },
  ): Promise<Result<Draft, 'taken'>>;
  /** Replaces the draft when it still has `revision`; `importedHash` when what it becomes is a file's. Without `history` the one before is dropped. */
  save(
    orgId: OrgId,
    flowId: FlowId,
    revision: number,
    flow: Flow,
    atUs: number,
    also?: { readonly importedHash?: Hash; readonly history?: string },
  ): Promise<Result<Draft, 'no-such-flow' | 'revision-moved'>>;
  /** What was saved beside the draft of that very revision, as it was given; null when there is none. */
  history(orgId: OrgId, flowId: FlowId, revision: number): Promise<string | null>;
  /** Replaces what is kept beside the draft when that still has `revision`; false when it has not. */
  keepHistory(orgId: OrgId, flowId: FlowId, revision: number, history: string): Promise<boolean>;
  /** Puts a flow away, or with null takes it out again; false when there is no such flow. Its draft keeps its revision. */
  archive(orgId: OrgId, flowId: FlowId, atUs: number | null): Promise<boolean>;
  /** The tags of every flow that has any, each in no order. */
  tags(orgId: OrgId): Promise<ReadonlyMap<FlowId, readonly FlowTag[]>>;
  /** Replaces a flow's tags; false when there is no such flow. */
  setTags(orgId: OrgId, flowId: FlowId, tags: readonly FlowTag[]): Promise<boolean>;
  /** Calls a tag otherwise on every flow that has it, or with null takes it off them all; gives those flows. */
  renameTag(orgId: OrgId, from: FlowTag, to: FlowTag | null): Promise<readonly FlowId[]>;
  /** The next number of the flow, or the version that already has this very definition, with the pins it got then. */
  publish(orgId: OrgId, flowId: FlowId, flow: Flow, by: Actor, message: string, atUs: number, pins?: VersionPins): Promise<FlowVersion>;
  /** How many runs a flow had of each definition, drafts too. */
  runCounts(orgId: OrgId, flowId: FlowId): Promise<ReadonlyMap<Hash, number>>;
  /** Newest first. */
  versions(orgId: OrgId, flowId: FlowId): Promise<readonly FlowVersion[]>;
  /** Any definition that a version or a run is pinned to, or a fork began from. */
  definition(orgId: OrgId, versionHash: Hash): Promise<Flow | null>;
}
