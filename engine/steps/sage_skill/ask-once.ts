import type { Hash } from '../../base/hash.ts';
import { ok } from '../../base/result.ts';
import type { AskEnd } from '../../cache/stages-in-flight.ts';
import { failed, type StepOutcome } from '../step-work.ts';
import { askStage, type SageTask } from './ask-stage.ts';
import type { IdentifiedStage } from './identify-stage.ts';
import { ledgerLine } from './ledger-line.ts';
import { serveStage } from './serve-stage.ts';
import { recordLine } from './stage-facts.ts';
import { NOTHING_SPENT } from '../../skills/stage-model.ts';
import { timeLimitMs, withinTimeLimit } from './time-limit.ts';

/** Asks a stage that the cache has no answer to, unless another run asks it at this moment: then that answer is waited for and served. */
export async function askOnce(task: SageTask, stage: IdentifiedStage, key: Hash): Promise<StepOutcome> {
  const { scope, needs } = task;
  const { runId, orgId } = scope.run;
  for (let other = needs.inFlight.ask(runId, key); other !== null; other = needs.inFlight.ask(runId, key)) {
    const outcome = await follow(task, stage, other);
    if (outcome !== null) return outcome;
  }
  // Between looking into the cache and asking, another run may have committed its answer.
  const entry = await needs.cache.find(orgId, key);
  if (entry !== null) {
    needs.inFlight.left(runId);
    return serveStage(task, stage, entry, 'hit');
  }
  try {
    const outcome = await askStage(task, stage);
    if (outcome.kind === 'failed' && outcome.error.class === 'cancelled') needs.inFlight.left(runId);
    else if (outcome.kind !== 'completed') needs.inFlight.failed(runId, key);
    return outcome;
  } catch (fault) {
    needs.inFlight.failed(runId, key);
    throw fault;
  }
}

/** What came of waiting for another run's answer; null when that run was stopped, so that somebody has to ask. */
async function follow(task: SageTask, stage: IdentifiedStage, other: Promise<AskEnd>): Promise<StepOutcome | null> {
  const { step, scope, needs, signal } = task;
  const startedAtUs = needs.clock.nowUs();
  const end = await withinTimeLimit(needs.clock, timeLimitMs(step), signal, async () => ok(await other));
  if (!end.ok) {
    const { error } = end;
    const line = ledgerLine({
      ...{ step, visit: scope.visit, run: scope.run, ...stage, startedAtUs, atUs: needs.clock.nowUs() },
      result: { cache: 'coalesced', status: 'failed', errorClass: error.class, spent: NOTHING_SPENT },
    });
    return failed(error, facts => {
      recordLine(facts, line);
    });
  }
  switch (end.value.kind) {
    case 'kept':
      return serveStage(task, stage, end.value.entry, 'coalesced');
    case 'failed':
      return askStage(task, stage);
    case 'left':
      return null;
  }
}
