import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { Hash } from '../../base/hash.ts';
import { Actor, OrgId } from '../../base/ids.ts';
import { isJsonObject, type JsonObject } from '../../base/json.ts';
import type { ValueRef } from '../../base/value-ref.ts';
import type { CacheEntry, StageCache, Tombstone } from '../../cache/stage-cache.ts';
import { CachedFrom } from '../../trace/trace-row.ts';
import { fromJson } from './columns.ts';
import { GIVEN_INTEGER, GIVEN_TEXT } from './given.ts';
import { answerRead } from './storage-error.ts';
import type { WriteQueue } from './write-queue.ts';

const ENTRY = `org_id AS "orgId", stage_key AS "stageKey", preimage, answer_hash AS "answerHash", answer_bytes AS "answerBytes", answer,
  from_run AS "fromRun", from_step AS "fromStep", from_at_us AS "fromAtUs", cost_micro_usd AS "costMicroUsd",
  input_tokens AS "inputTokens", output_tokens AS "outputTokens"`;

const SQL = {
  find: `SELECT ${ENTRY} FROM atelier_stage_cache WHERE org_id = ? AND stage_key = ? AND distrusted_at_us IS NULL`,
  // Distrusted ones too: that the newest entry differs in nothing is what tells of the tombstone.
  recentOf: `SELECT ${ENTRY} FROM atelier_stage_cache WHERE org_id = ${GIVEN_TEXT} AND flow_id = ${GIVEN_TEXT} AND from_step = ${GIVEN_TEXT}
    ORDER BY from_at_us DESC, rowid DESC LIMIT ${GIVEN_INTEGER}`,
  kindredOf: `SELECT preimage FROM atelier_stage_cache WHERE org_id = ? AND json_extract(preimage, '$.stage.id') = ?
    AND json_extract(preimage, '$.prompt_hash') IS ? AND distrusted_at_us IS NULL ORDER BY rowid DESC LIMIT ?`,
  preimageOf: `SELECT preimage FROM atelier_stage_cache WHERE org_id = ${GIVEN_TEXT} AND stage_key = ${GIVEN_TEXT} ORDER BY generation DESC LIMIT 1`,
  newest: `SELECT from_run AS "runId", from_step AS "stepId", from_at_us AS "fromAtUs", distrusted_at_us AS "atUs",
    coalesce(distrusted_by, 'system') AS "by", coalesce(distrusted_reason, '') AS reason
    FROM atelier_stage_cache WHERE org_id = ${GIVEN_TEXT} AND stage_key = ${GIVEN_TEXT} ORDER BY generation DESC LIMIT 1`,
  distrust: `UPDATE atelier_stage_cache SET distrusted_at_us = ?, distrusted_by = ?, distrusted_reason = ?
    WHERE org_id = ? AND stage_key = ? AND distrusted_at_us IS NULL RETURNING ${ENTRY}`,
} as const;

const StoredEntry = z.object({
  orgId: OrgId,
  stageKey: Hash,
  // Not looked into: what JSON.parse gives is JSON, and checking it value by value took longer than the rest of the reading.
  preimage: z.string().transform(fromJson).pipe(z.custom<JsonObject>(isJsonObject)),
  answer: z.custom<ValueRef>(),
  from: CachedFrom,
  costMicroUsd: z.int(),
  inputTokens: z.int(),
  outputTokens: z.int(),
});
const Preimage = StoredEntry.shape.preimage;
const Newest = z.object({
  ...CachedFrom.omit({ atUs: true }).shape,
  fromAtUs: z.int(),
  atUs: z.int().nullable(),
  by: Actor,
  reason: z.string(),
});

interface EntryColumns {
  readonly answer: string | null;
  readonly answerHash: string;
  readonly answerBytes: number;
  readonly fromRun: string;
  readonly fromStep: string;
  readonly fromAtUs: number;
}

export function openStageCache(database: Database, queue: WriteQueue): StageCache {
  const find = database.prepare<string[], EntryColumns>(SQL.find);
  const recentOf = database.prepare<[string, string, string, number], EntryColumns>(SQL.recentOf);
  const kindredOf = database.prepare<[string, string, string | null, number], string>(SQL.kindredOf).pluck();
  const preimageOf = database.prepare<string[], string>(SQL.preimageOf).pluck();
  const newest = database.prepare<string[]>(SQL.newest);
  const distrust = database.prepare<[number, ...string[]], EntryColumns>(SQL.distrust);
  return {
    find: (orgId, stageKey) => answerRead(() => entryFrom(find.get(orgId, stageKey))),
    recentOf: (orgId, flowId, stepId, limit) => answerRead(() => recentOf.all(orgId, flowId, stepId, limit).map(storedEntry)),
    kindredOf: (orgId, skill, promptHash, limit) =>
      answerRead(() => kindredOf.all(orgId, skill, promptHash, limit).map(text => Preimage.parse(text))),
    preimageOf: (orgId, stageKey) =>
      answerRead(() => {
        const text = preimageOf.get(orgId, stageKey);
        return text === undefined ? null : Preimage.parse(text);
      }),
    tombstone: (orgId, stageKey) => answerRead(() => tombstoneFrom(newest.get(orgId, stageKey))),
    distrust: (orgId, stageKey, { by, reason, atUs }) =>
      queue.add({ check: () => null, write: () => entryFrom(distrust.get(atUs, by, reason, orgId, stageKey)) }),
  };
}

const entryFrom = (row: EntryColumns | undefined): CacheEntry | null => (row === undefined ? null : storedEntry(row));

function storedEntry(row: EntryColumns): CacheEntry {
  const { answer, answerHash, answerBytes, fromRun, fromStep, fromAtUs, ...rest } = row;
  return StoredEntry.parse({
    ...rest,
    answer: answer === null ? { hash: Hash.parse(answerHash), bytes: answerBytes } : { value: fromJson(answer) },
    from: { runId: fromRun, stepId: fromStep, atUs: fromAtUs },
  });
}

function tombstoneFrom(row: unknown): Tombstone | null {
  if (row === undefined) return null;
  const { runId, stepId, fromAtUs, atUs, by, reason } = Newest.parse(row);
  return atUs === null ? null : { by, reason, atUs, from: { runId, stepId, atUs: fromAtUs } };
}
