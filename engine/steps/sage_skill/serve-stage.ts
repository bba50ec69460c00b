import { valueHash } from '../../base/value-ref.ts';
import type { CacheEntry } from '../../cache/stage-cache.ts';
import { completed, type Scope, type StepNeeds, type StepOutcome } from '../step-work.ts';
import type { StepOf } from '../../flow/flow.ts';
import type { IdentifiedStage } from './identify-stage.ts';
import { ledgerLine, type StageResult } from './ledger-line.ts';
import { tellOfMemory } from './read-memory.ts';
import { loadAnswer, recordLine } from './stage-facts.ts';

/** Serves a kept answer: a row of the trace, a row of the ledger with cost 0, and nobody is asked. `coalesced` was still being given when it was asked for. */
export async function serveStage(
  { step, scope, needs }: { readonly step: StepOf<'sage_skill'>; readonly scope: Scope; readonly needs: Pick<StepNeeds, 'clock'> },
  stage: IdentifiedStage,
  entry: CacheEntry,
  how: 'hit' | 'coalesced',
): Promise<StepOutcome> {
  const answer = await loadAnswer(scope, entry.answer);
  const atUs = needs.clock.nowUs();
  const result: StageResult = {
    cache: how,
    status: 'ok',
    answer,
    outputHash: valueHash(answer.output),
    cachedFrom: entry.from.runId,
    avoidedMicroUsd: entry.costMicroUsd,
  };
  const line = ledgerLine({ step, visit: scope.visit, run: scope.run, ...stage, result, atUs, startedAtUs: atUs });
  const { skill } = stage;
  return completed(answer.output, {
    from: 'cache',
    cachedFrom: entry.from,
    avoidedMicroUsd: entry.costMicroUsd,
    citations: answer.citations,
    artefact: answer.artefact,
    own: { skill: skill.name },
    facts: facts => {
      tellOfMemory(facts, stage.memory, skill.name);
      facts.add(
        'cache.hit',
        {
          stage: skill.name,
          stageKey: entry.stageKey,
          cachedFrom: entry.from,
          avoidedMicroUsd: entry.costMicroUsd,
          ...(how === 'coalesced' ? { coalesced: true as const } : {}),
        },
        { skill: skill.name },
      );
      recordLine(facts, line);
    },
  });
}
