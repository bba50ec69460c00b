import type { Hash } from '../base/hash.ts';
import type { OrgId, RunId, StepId } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import { ok, refused, type Result } from '../base/result.ts';
import { whyMiss, type KeyDifference } from '../cache/why-miss.ts';
import type { StageCache } from '../cache/stage-cache.ts';
import type { LedgerReader } from '../ledger/ledger-store.ts';

/** A step of a run, as a person names it. */
export interface StepOfRun {
  readonly runId: RunId;
  readonly stepId: StepId;
}

export interface StageReaders {
  readonly orgId: OrgId;
  readonly ledger: Pick<LedgerReader, 'rows'>;
  readonly cache: Pick<StageCache, 'preimageOf'>;
}

/** The key under which a step last asked its stage in a run; refused with a sentence when it asked none, or one without a key. */
export async function stageKeyOf(
  { orgId, ledger }: Omit<StageReaders, 'cache'>,
  { runId, stepId }: StepOfRun,
): Promise<Result<Hash, string>> {
  const row = (await ledger.rows(orgId, runId)).findLast(each => each.stepId === stepId);
  if (row === undefined)
    return refused(`Step “${stepId}” asked no skill in ${runId}, so there is no key. Name a step that Sage worked on.`);
  if (row.inputHash === null) return refused(`Step “${stepId}” has no key in ${runId}. ${row.bypassReason ?? ''}`.trim());
  return ok(row.inputHash);
}

/** What differs between what two steps asked; empty when their keys are equal. */
export interface MissExplained {
  readonly a: StepOfRun & { readonly stageKey: Hash };
  readonly b: StepOfRun & { readonly stageKey: Hash };
  readonly same: boolean;
  readonly differences: readonly KeyDifference[];
}

/** Which parts of the cache key differ between two steps of runs; refused with a sentence when one of them left no key or no answer. */
export async function explainMiss(readers: StageReaders, a: StepOfRun, b: StepOfRun): Promise<Result<MissExplained, string>> {
  const [was, is] = [await askedBy(readers, a), await askedBy(readers, b)];
  if (!was.ok) return was;
  if (!is.ok) return is;
  const differences = whyMiss(was.value.preimage, is.value.preimage);
  return ok({
    a: { ...a, stageKey: was.value.stageKey },
    b: { ...b, stageKey: is.value.stageKey },
    same: was.value.stageKey === is.value.stageKey,
    differences,
  });
}

async function askedBy(
  readers: StageReaders,
  step: StepOfRun,
): Promise<Result<{ readonly stageKey: Hash; readonly preimage: JsonObject }, string>> {
  const stageKey = await stageKeyOf(readers, step);
  if (!stageKey.ok) return stageKey;
  const preimage = await readers.cache.preimageOf(readers.orgId, stageKey.value);
  return preimage === null
    ? refused(`What made the key of “${step.stepId}” in ${step.runId} is not kept, because no answer was kept under it.`)
    : ok({ stageKey: stageKey.value, preimage });
}
