import type { CallCost } from '../ledger/ledger-store.ts';
import type { PlanStep } from '../cache/run-plan.ts';
import type { StageCast } from '../steps/sage_skill/identify-stage.ts';
import { modelIdOf, providerOf } from '../steps/sage_skill/ledger-line.ts';
import { NO_COST } from './judgement.ts';
import type { PlanNeeds } from './plan-needs.ts';

/** So many of the last calls tell what the next one will take. */
const RECENT_CALLS = 20;

export type ExpectedCost = (cast: StageCast) => Promise<PlanStep['expected']>;

/** Says what a call will take by the ledger: the median of the last calls of the same skill and model, whatever flow they were made in. */
export function openExpectedCost({ ledger, orgId }: Pick<PlanNeeds, 'ledger' | 'orgId'>): ExpectedCost {
  const asked = new Map<string, Promise<PlanStep['expected']>>();
  return cast => {
    const { skill, model } = cast;
    if (skill.modelFree) return Promise.resolve(NO_COST);
    const of = { skill: skill.name, provider: providerOf(skill, model), requestModel: modelIdOf(skill, model) };
    const name = JSON.stringify(of);
    const known = asked.get(name) ?? ledger.callsOf(orgId, of, RECENT_CALLS).then(calls => medianOf(calls, isFree(cast)));
    asked.set(name, known);
    return known;
  };
}

/** Whether a call leaves this computer: then it is paid for, and somebody outside answers. */
export const callsOutside = ({ skill, model }: StageCast): boolean => !skill.modelFree && model.provider !== 'local-extractive';

const isFree = (cast: StageCast): boolean => !callsOutside(cast);

function medianOf(calls: readonly CallCost[], costsNothing: boolean): PlanStep['expected'] {
  const tokens = median(calls.map(({ inputTokens, outputTokens }) => inputTokens + outputTokens));
  const costMicroUsd = costsNothing ? 0 : median(calls.map(call => call.costMicroUsd));
  return { tokens, costMicroUsd, basedOn: calls.length };
}

/** Null of nothing; of an even number the higher of the two in the middle, so that no plan promises too little. */
const median = (figures: readonly number[]): number | null => figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? null;
