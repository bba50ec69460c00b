import { ok, type Result } from '../../base/result.ts';
import type { StepError } from '../../base/step-error.ts';
import type { StepOf } from '../../flow/flow.ts';
import type { Snapshot } from '../../memory/snapshot.ts';
import type { Facts, Scope, StepNeeds } from '../step-work.ts';
import { memoryScopes } from './memory-scopes.ts';

const NOTHING: readonly Snapshot[] = [];

/** What a step reads of Sage's memory, as it stands now: a snapshot for each scope it names, in the order of their names. */
export async function readMemory(
  step: StepOf<'sage_skill'>,
  scope: Pick<Scope, 'resolve'> & { readonly run: Pick<Scope['run'], 'orgId' | 'flowId'> },
  { memory }: Pick<StepNeeds, 'memory'>,
): Promise<Result<readonly Snapshot[], StepError>> {
  if (step.config.memory?.read === undefined) return ok(NOTHING);
  const { orgId, flowId } = scope.run;
  const scopes = await memoryScopes(step.config.memory.read, 'config.memory.read', { scope, flowId });
  if (!scopes.ok) return scopes;
  return ok(await Promise.all(scopes.value.map(each => memory.snapshot(orgId, each))));
}

/** A row for each scope that was read, with what stood there. */
export function tellOfMemory(facts: Facts, snapshots: readonly Snapshot[], skill: string): void {
  for (const { scope, hash, memories } of snapshots)
    facts.add('memory.read', { scope, snapshotHash: hash, memories: facts.refer(memories.map(memory => ({ ...memory }))) }, { skill });
}
