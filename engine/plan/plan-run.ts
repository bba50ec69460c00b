import { flowHash } from '../flow/flow-hash.ts';
import type { PlanStep, RunPlan } from '../cache/run-plan.ts';
import { judgeStep } from './judge-step.ts';
import type { PlanNeeds, PlanRequest } from './plan-needs.ts';
import { planTotals } from './plan-totals.ts';
import { openPlanning, type Planning } from './planning.ts';
import type { Judged } from './walk.ts';
import { walkFlow } from './walk-flow.ts';

/**
 * What a run would do, before it does: for each step that it may come to, whether a kept answer serves it, whether it will run and why, or on
 * what that hangs; what it will cost by the ledger, and what will be reached outside. It walks the flow with the engine's own code (inputs,
 * keys, gates, what is saved) over what is known, and knows nothing of what a model, a person, an event or a real product has yet to give.
 * Nothing is written and nobody is asked. It holds for a run that starts now: another run may keep an answer in the meantime.
 */
export async function planRun(request: PlanRequest, needs: PlanNeeds): Promise<RunPlan> {
  const planning = openPlanning(request, needs);
  const judged = await walkFlow(request.flow, (step, knowledge) => judgeStep(step, knowledge, planning));
  const steps = [...judged.values()].map(each => told(each, planning));
  return {
    packetHash: request.packet.hash,
    versionHash: flowHash(request.flow),
    mode: request.mode,
    cache: request.cache ?? 'use',
    steps,
    notReached: request.flow.steps.map(({ id }) => id).filter(id => !judged.has(id)),
    totals: planTotals(steps),
  };
}

function told({ judgement: { said }, certain, onFailureOf }: Judged, { titleOf }: Planning): PlanStep {
  if (certain) return { ...said, certain };
  const condition = onFailureOf === null ? 'If the run comes here' : `Only if “${titleOf(onFailureOf)}” fails`;
  return { ...said, certain, sentence: `${condition}${continued(said.sentence)}` };
}

/** A sentence as it goes on after its condition. */
function continued(sentence: string): string {
  const [, verb] = /^(Will|Asks|Calls|Simulates|Waits|Reused|Unknown)\b/.exec(sentence) ?? [];
  if (verb === undefined) return `: ${sentence}`;
  const subject = verb === 'Reused' || verb === 'Unknown' ? 'it is' : 'it';
  return `, ${subject} ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}
