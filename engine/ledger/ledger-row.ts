import { z } from 'zod';
import { JsonValue } from '../base/json.ts';
import { Hash } from '../base/hash.ts';
import { OrgId, RunId, SliceName, StepId } from '../base/ids.ts';
import { ErrorClass } from '../base/step-error.ts';

/** One row for each stage outcome, cache hits included. Money in millionths of a US dollar, time in microseconds. */
export const LedgerRow = z.object({
  orgId: OrgId,
  runId: RunId,
  stepId: StepId,
  visit: z.int(),
  attempt: z.int(),
  stage: z.string().max(128),
  /** The `ledger.recorded` row that announced it. */
  traceSeq: z.int(),
  atUs: z.int(),
  skill: z.string(),
  packetHash: Hash,
  /** The stage key; null when a part could not be hashed. */
  inputHash: Hash.nullable(),
  /** Slices the stage read, by name. */
  slices: z.record(SliceName, Hash),
  promptHash: Hash.nullable(),
  memoryHash: Hash.nullable(),
  provider: z.string(),
  modelClass: z.string(),
  requestModel: z.string(),
  responseModel: z.string().nullable(),
  params: z.record(z.string(), JsonValue),
  finishReason: z.string().nullable(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  cacheReadTokens: z.int(),
  reasoningTokens: z.int(),
  costMicroUsd: z.int(),
  priceTableHash: Hash.nullable(),
  avoidedMicroUsd: z.int(),
  outputHash: Hash.nullable(),
  status: z.enum(['ok', 'failed']),
  errorClass: ErrorClass.nullable(),
  latencyUs: z.int(),
  cache: z.enum(['miss', 'hit', 'coalesced', 'bypass']),
  cachedFrom: RunId.nullable(),
  claimsTotal: z.int().nullable(),
  claimsGrounded: z.int().nullable(),
  claimsContested: z.int().nullable(),
  citations: z.int(),
  /** Why the cache was neither asked nor told; null but where `cache` is bypass. */
  bypassReason: z.string().nullable(),
  /** How many answers missed their schema and were told so; absent when none did, as in rows from before this was counted. */
  missedAnswers: z.int().positive().optional(),
});
export type LedgerRow = z.infer<typeof LedgerRow>;
