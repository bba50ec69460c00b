import type { Hash } from '../base/hash.ts';
import type { Actor, OrgId } from '../base/ids.ts';
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

/** An operator's word that a kept answer is not to be served again. */
export interface Distrust {
  readonly by: Actor;
  readonly reason: string;
  readonly atUs: number;
}

/** A kept answer that is not served any more, and why. */
export interface Tombstone extends Distrust {
  /** The run that had given the answer. */
  readonly from: CachedFrom;
}

/** Answers of stages by their key. Never gives another org's. An entry is never removed or changed; it can be distrusted once. */
export interface StageCache {
  /** Null when there is none, or when it was distrusted. */
  find(orgId: OrgId, stageKey: Hash): Promise<CacheEntry | null>;
  /** What a step of a flow left, by its id, newest first, distrusted entries too: what a miss is explained against. */
  recentOf(orgId: OrgId, flowId: string, stepId: string, limit: number): Promise<readonly CacheEntry[]>;
  /** Preimages of trusted entries of one skill under one prompt, newest first: what a stage whose input is not known yet may still meet. */
  kindredOf(orgId: OrgId, skill: string, promptHash: Hash | null, limit: number): Promise<readonly JsonObject[]>;
  /** What was hashed into a key; also of an entry that was distrusted. */
  preimageOf(orgId: OrgId, stageKey: Hash): Promise<JsonObject | null>;
  /** Null when the key has no entry, or a trusted one. */
  tombstone(orgId: OrgId, stageKey: Hash): Promise<Tombstone | null>;
  /** Ends the serving of an entry and gives it; null when there was no trusted one. The next answer under the key is a further generation. */
  distrust(orgId: OrgId, stageKey: Hash, distrust: Distrust): Promise<CacheEntry | null>;
}
