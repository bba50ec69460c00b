import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { Hash } from '../../base/hash.ts';
import { OrgId } from '../../base/ids.ts';
import { JsonRecord } from '../../base/json-schema.ts';
import { ValueRef } from '../../base/value-ref.ts';
import type { CacheEntry, StageCache } from '../../cache/stage-cache.ts';
import { CachedFrom } from '../../trace/trace-row.ts';
import { fromJson } from './columns.ts';
import { answerRead } from './storage-error.ts';

const ENTRY = `org_id AS "orgId", stage_key AS "stageKey", preimage, answer_hash AS "answerHash", answer_bytes AS "answerBytes", answer,
  from_run AS "fromRun", from_step AS "fromStep", from_at_us AS "fromAtUs", cost_micro_usd AS "costMicroUsd",
  input_tokens AS "inputTokens", output_tokens AS "outputTokens"`;

const SQL = {
  find: `SELECT ${ENTRY} FROM atelier_stage_cache WHERE org_id = ? AND stage_key = ? AND distrusted_at_us IS NULL`,
  // Distrusted ones too: that the newest entry differs in nothing is what tells of the tombstone.
  newestOf: `SELECT ${ENTRY} FROM atelier_stage_cache WHERE org_id = ? AND flow_id = ? AND from_step = ? ORDER BY from_at_us DESC, rowid DESC LIMIT 1`,
} as const;

const StoredEntry = z.object({
  orgId: OrgId,
  stageKey: Hash,
  preimage: z.string().transform(fromJson).pipe(JsonRecord),
  answer: ValueRef,
  from: CachedFrom,
  costMicroUsd: z.int(),
  inputTokens: z.int(),
  outputTokens: z.int(),
});

interface EntryColumns {
  readonly answer: string | null;
  readonly answerHash: string;
  readonly answerBytes: number;
  readonly fromRun: string;
  readonly fromStep: string;
  readonly fromAtUs: number;
}

export function openStageCache(database: Database): StageCache {
  const find = database.prepare<string[], EntryColumns>(SQL.find);
  const newestOf = database.prepare<string[], EntryColumns>(SQL.newestOf);
  return {
    find: (orgId, stageKey) => answerRead(() => entryFrom(find.get(orgId, stageKey))),
    newestOf: (orgId, flowId, stepId) => answerRead(() => entryFrom(newestOf.get(orgId, flowId, stepId))),
  };
}

function entryFrom(row: EntryColumns | undefined): CacheEntry | null {
  if (row === undefined) return null;
  const { answer, answerHash, answerBytes, fromRun, fromStep, fromAtUs, ...rest } = row;
  return StoredEntry.parse({
    ...rest,
    answer: { hash: answerHash, bytes: answerBytes, ...(answer === null ? {} : { value: fromJson(answer) }) },
    from: { runId: fromRun, stepId: fromStep, atUs: fromAtUs },
  });
}
