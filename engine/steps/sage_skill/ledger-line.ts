import type { Hash } from '../../base/hash.ts';
import type { JsonObject } from '../../base/json.ts';
import type { StepOf } from '../../flow/flow.ts';
import type { LedgerRow } from '../../ledger/ledger-row.ts';
import { memoryReadHash, type Snapshot } from '../../memory/snapshot.ts';
import type { Model, ModelClass } from '../../models/model.ts';
import type { Skill, SkillAnswer } from '../../skills/skill.ts';
import type { StageSpending } from '../../skills/stage-model.ts';
import type { Run, StepVisit } from '../../trace/run.ts';
import { slicesRead } from './stage-inputs.ts';

/** What came of a stage: answered now, or served by the cache or by another run's answer, or failed. */
export type StageResult =
  | {
      readonly cache: 'miss' | 'bypass';
      readonly status: 'ok';
      readonly answer: SkillAnswer;
      readonly outputHash: Hash;
      readonly spent: StageSpending;
    }
  | {
      readonly cache: 'miss' | 'bypass' | 'coalesced';
      readonly status: 'failed';
      readonly errorClass: LedgerRow['errorClass'];
      readonly spent: StageSpending;
    }
  | {
      readonly cache: 'hit' | 'coalesced';
      readonly status: 'ok';
      readonly answer: SkillAnswer;
      readonly outputHash: Hash;
      readonly cachedFrom: LedgerRow['cachedFrom'];
      readonly avoidedMicroUsd: number;
    };

/** The ledger's row of one stage outcome; `traceSeq` is filled in when the row that announces it is written. */
export function ledgerLine(about: {
  readonly run: Run;
  readonly visit: StepVisit;
  readonly step: StepOf<'sage_skill'>;
  readonly skill: Skill;
  readonly model: Model;
  readonly modelClass: ModelClass;
  readonly memory: readonly Snapshot[];
  readonly key: Hash | null;
  readonly bypass: string | null;
  readonly result: StageResult;
  readonly atUs: number;
  readonly startedAtUs: number;
}): Omit<LedgerRow, 'traceSeq'> {
  const { run, visit, step, skill, model, result } = about;
  const spent = 'spent' in result ? result.spent : null;
  const served = 'avoidedMicroUsd' in result ? result : null;
  const answer = result.status === 'ok' ? result.answer : null;
  return {
    orgId: run.orgId,
    runId: run.runId,
    stepId: step.id,
    visit: visit.visit,
    attempt: visit.attempt,
    stage: skill.name,
    atUs: about.atUs,
    skill: skill.name,
    packetHash: run.packetHash,
    inputHash: about.key,
    slices: slicesRead(step, run),
    promptHash: skill.promptHash,
    memoryHash: memoryReadHash(about.memory),
    provider: providerOf(skill, model),
    modelClass: about.modelClass,
    requestModel: modelIdOf(skill, model),
    responseModel: spent?.responseModel ?? null,
    params: skill.modelFree ? {} : about.key === null ? asJson(model.params) : { ...model.params },
    finishReason: spent?.finishReason ?? null,
    inputTokens: spent?.usage.inputTokens ?? 0,
    outputTokens: spent?.usage.outputTokens ?? 0,
    cacheReadTokens: spent?.usage.cacheReadTokens ?? 0,
    reasoningTokens: spent?.usage.reasoningTokens ?? 0,
    costMicroUsd: spent?.costMicroUsd ?? 0,
    priceTableHash: skill.modelFree ? null : model.priceTableHash,
    avoidedMicroUsd: served?.avoidedMicroUsd ?? 0,
    outputHash: result.status === 'ok' ? result.outputHash : null,
    status: result.status,
    errorClass: result.status === 'failed' ? result.errorClass : null,
    latencyUs: Math.max(0, about.atUs - about.startedAtUs),
    cache: result.cache,
    cachedFrom: served?.cachedFrom ?? null,
    claimsTotal: answer?.claims?.total ?? null,
    claimsGrounded: answer?.claims?.grounded ?? null,
    claimsContested: answer?.claims?.contested ?? null,
    citations: answer?.citations ?? 0,
    bypassReason: about.bypass,
    ...(spent !== null && spent.misses.length > 0 && { missedAnswers: spent.misses.length }),
  };
}

/** Parameters that could not be hashed, as far as JSON can say them: what is no number is null. */
const asJson = (params: JsonObject): JsonObject => JSON.parse(JSON.stringify(params)) as JsonObject; // true: an object's JSON is an object

/** Code that answers without a model is as local and extractive as the embedded model, and says so. */
export const providerOf = (skill: Skill, model: Model): string => (skill.modelFree ? 'local-extractive' : model.provider);

export const modelIdOf = (skill: Skill, model: Model): string => (skill.modelFree ? `${skill.name}@${skill.codeVersion}` : model.modelId);
