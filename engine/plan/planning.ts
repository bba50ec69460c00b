import { stepOf, stepTitle } from '../flow/flow.ts';
import type { TitleOf } from '../cache/difference-sentence.ts';
import { openExpectedCost, type ExpectedCost } from './expected-cost.ts';
import { openKin, type Kin } from './kin.ts';
import type { PlanNeeds, PlanRequest } from './plan-needs.ts';
import type { RunFacts } from './plan-scope.ts';

/** What all judgements of one plan share. */
export interface Planning {
  readonly needs: PlanNeeds;
  readonly request: PlanRequest;
  readonly facts: RunFacts;
  readonly expected: ExpectedCost;
  readonly kin: Kin;
  readonly titleOf: TitleOf;
  /** One moment for the whole plan. */
  readonly nowUs: number;
}

export function openPlanning(request: PlanRequest, needs: PlanNeeds): Planning {
  const { flow, packet, versionNo, mode } = request;
  return {
    needs,
    request,
    facts: { packet, run: { org_id: needs.orgId, flow: flow.name, version: versionNo, mode } },
    expected: openExpectedCost(needs),
    kin: openKin(needs),
    titleOf: stepId => {
      const step = stepOf(flow, stepId);
      return step === undefined ? stepId : stepTitle(step);
    },
    nowUs: needs.clock.nowUs(),
  };
}
