import type { StepId } from '../../../engine/base/ids.ts';
import type { PlanStep, RunPlan } from '../../../engine/cache/run-plan.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { countOf } from '../../ui/format-count.ts';

/** What a run would do at a step. `may` stands for a step that something unknown must lead to first. */
export type PlanVerdict = 'reuse' | 'run' | 'may' | 'unknown' | 'not-reached';

export const VERDICT_WORDS: Readonly<Record<PlanVerdict, string>> = {
  reuse: 'reused',
  run: 'will run',
  may: 'may run',
  unknown: 'not known yet',
  'not-reached': 'not reached',
};

/** What a step's card says of the plan. */
export interface PlanMark {
  readonly verdict: PlanVerdict;
  /** `$0.04`, `saves $0.04`; null when no money is in it, or nobody knows. */
  readonly cost: string | null;
  /** Why. */
  readonly sentence: string;
}

export const verdictOf = ({ verdict, certain }: PlanStep): PlanVerdict => (verdict === 'run' && !certain ? 'may' : verdict);

/** What a step is expected to cost, or what its kept answer saves. */
export function planCost({ verdict, expected, avoidedMicroUsd }: PlanStep): string | null {
  if (verdict === 'reuse') return avoidedMicroUsd > 0 ? `saves ${formatMoney(avoidedMicroUsd)}` : null;
  return expected.costMicroUsd === null || expected.costMicroUsd === 0 ? null : formatMoney(expected.costMicroUsd);
}

/** By step, those too that no run on this packet comes to. */
export function planMarks({ steps, notReached }: RunPlan): Readonly<Record<StepId, PlanMark>> {
  const marks: Record<StepId, PlanMark> = {};
  for (const stepId of notReached)
    marks[stepId] = { verdict: 'not-reached', cost: null, sentence: 'No run on this packet comes here, unless something changes.' };
  for (const step of steps) marks[step.id] = { verdict: verdictOf(step), cost: planCost(step), sentence: step.sentence };
  return marks;
}

/** The whole plan in a few sentences: how much is reused, what it costs, and whom it reaches. */
export function planSentence({ totals, mode }: RunPlan): string {
  const { reuse, run, unknown, costMicroUsd, atMostCostMicroUsd, avoidedMicroUsd, withoutHistory, outside } = totals;
  const sentences = [
    `${countOf(reuse, 'step')} reused, ${countOf(run, 'step')} to run${unknown > 0 ? `, ${countOf(unknown, 'step')} not known yet` : ''}.`,
  ];
  if (atMostCostMicroUsd > 0)
    sentences.push(
      `Costs ${formatMoney(costMicroUsd)}${atMostCostMicroUsd > costMicroUsd ? `, at most ${formatMoney(atMostCostMicroUsd)}` : ''}.`,
    );
  if (avoidedMicroUsd > 0) sentences.push(`Saves ${formatMoney(avoidedMicroUsd)}.`);
  if (withoutHistory > 0)
    sentences.push(
      withoutHistory === 1
        ? '1 stage never ran with its model, so its cost is not in it.'
        : `${countOf(withoutHistory, 'stage')} never ran with their model, so their cost is not in it.`,
    );
  const reached = [
    ...(outside.model > 0 ? [`asks a model ${countOf(outside.model, 'time')}`] : []),
    ...(outside.person > 0 ? [`waits for ${countOf(outside.person, 'answer')}`] : []),
    ...(outside.event > 0 ? [`waits for ${countOf(outside.event, 'event')}`] : []),
    ...(outside.product > 0 ? [`calls ${countOf(outside.product, 'product action')}`] : []),
    ...(outside.simulated > 0 ? [`simulates ${countOf(outside.simulated, 'product action')}`] : []),
  ];
  if (reached.length > 0) sentences.push(`The ${mode} run ${reached.join(', ')}.`);
  return sentences.join(' ');
}
