import type { CallCost, CallsOf } from '../ledger/ledger-store.ts';
import type { PlanStep } from '../cache/run-plan.ts';
import type { StageCast } from '../steps/sage_skill/identify-stage.ts';
import { modelIdOf, providerOf } from '../steps/sage_skill/ledger-line.ts';
import { NO_COST } from './judgement.ts';
import type { PlanNeeds } from './plan-needs.ts';

/** So many of the last calls tell what the next one will take. */
const RECENT_CALLS = 20;

export type ExpectedCost = (cast: StageCast) => Promise<PlanStep['expected']>;

/**
 * Says what a call will take by the ledger: the median of the last calls of the same skill and model, whatever flow they were made in. A model that was
 * never asked is taken to use what the others outside did for the skill. Tokens are counted at the price of now; where none is known the cost is not.
 */
export function openExpectedCost({ ledger, orgId }: Pick<PlanNeeds, 'ledger' | 'orgId'>): ExpectedCost {
  const expectedOf = async (cast: StageCast, of: CallsOf): Promise<PlanStep['expected']> => {
    const own = await ledger.callsOf(orgId, of, RECENT_CALLS);
    const isPriced = cast.model.costOf !== undefined;
    const calls = own.length > 0 || !isPriced ? own : await ledger.callsOf(orgId, { skill: of.skill }, RECENT_CALLS);
    return medianOf(calls, cast);
  };
  const asked = new Map<string, Promise<PlanStep['expected']>>();
  return cast => {
    const { skill, model } = cast;
    if (skill.modelFree) return Promise.resolve(NO_COST);
    const of = { skill: skill.name, provider: providerOf(skill, model), requestModel: modelIdOf(skill, model) };
    const name = JSON.stringify(of);
    const known = asked.get(name) ?? expectedOf(cast, of);
    asked.set(name, known);
    return known;
  };
}

/** Whether a call leaves this computer: then it is paid for, and somebody outside answers. */
export const callsOutside = ({ skill, model }: StageCast): boolean => !skill.modelFree && model.provider !== 'local-extractive';

function medianOf(calls: readonly CallCost[], cast: StageCast): PlanStep['expected'] {
  const tokens = median(calls.map(({ inputTokens, outputTokens }) => inputTokens + outputTokens));
  if (!callsOutside(cast)) return { tokens, costMicroUsd: 0, basedOn: calls.length };
  const { model } = cast;
  const costs = calls.map(call => (model.costOf === undefined ? call.costMicroUsd : model.costOf({ ...call, reasoningTokens: 0 })));
  const isKnown = (cost: number | null): cost is number => cost !== null;
  return { tokens, costMicroUsd: median(costs.filter(isKnown)), basedOn: calls.length };
}

/** Null of nothing; of an even number the higher of the two in the middle, so that no plan promises too little. */
const median = (figures: readonly number[]): number | null => figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? null;
