import type { Hash } from '../base/hash.ts';
import type { OrgId } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import type { ValueRef } from '../base/value-ref.ts';
import type { CachedFrom } from '../trace/trace-row.ts';

/** A complete, schema-valid answer of a stage, under the hash of everything that shaped it. */
export interface CacheEntry {
  readonly orgId: OrgId;
  readonly stageKey: Hash;
  /** What was hashed into the key, so that `why-miss` can answer. */
  readonly preimage: JsonObject;
  /** The whole `SkillAnswer`. */
  readonly answer: ValueRef;
  readonly from: CachedFrom;
  /** What the call cost, so what a hit saves. */
  readonly costMicroUsd: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export interface StageCache {
  /** Null when there is none, or when it was distrusted. Never gives another org's. */
  find(orgId: OrgId, stageKey: Hash): Promise<CacheEntry | null>;
  /** The newest entry a step of a flow left, by its id: what a miss is explained against. */
  newestOf(orgId: OrgId, flowId: string, stepId: string): Promise<CacheEntry | null>;
}
