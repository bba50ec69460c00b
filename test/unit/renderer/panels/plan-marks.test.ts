import { describe, expect, it } from 'vitest';
import type { PlanStep, RunPlan } from '../../../../engine/cache/run-plan.ts';
import { planMarks, planSentence } from '../../../../renderer/panels/plan/plan-marks.ts';
import { aHash, aStep } from './a-run.ts';

const aPlanned = (id: string, about: Partial<PlanStep>): PlanStep => ({
  id: aStep(id),
  kind: 'sage_skill',
  title: id,
  verdict: 'run',
  reasons: [],
  sentence: `Why ${id}.`,
  certain: true,
  expected: { tokens: null, costMicroUsd: null, basedOn: 0 },
  avoidedMicroUsd: 0,
  outside: null,
  ...about,
});

const NOBODY = { model: 0, product: 0, simulated: 0, person: 0, event: 0 };
const aPlan = (steps: readonly PlanStep[], totals: Partial<RunPlan['totals']> = {}): RunPlan => ({
  packetHash: aHash('a'),
  versionHash: aHash('b'),
  mode: 'draft',
  cache: 'use',
  steps: [...steps],
  notReached: [aStep('never')],
  totals: {
    reuse: 1,
    run: 2,
    unknown: 0,
    tokens: 0,
    costMicroUsd: 0,
    atMostTokens: 0,
    atMostCostMicroUsd: 0,
    withoutHistory: 0,
    avoidedMicroUsd: 0,
    outside: NOBODY,
    ...totals,
  },
});

describe('The plan on the canvas', () => {
  it('says of each step what it would be, and what that costs or saves', () => {
    const marks = planMarks(
      aPlan([
        aPlanned('kept', { verdict: 'reuse', avoidedMicroUsd: 40_000 }),
        aPlanned('asked', { expected: { tokens: 100, costMicroUsd: 30_000, basedOn: 4 } }),
        aPlanned('perhaps', { certain: false }),
        aPlanned('open', { verdict: 'unknown' }),
      ]),
    );
    expect(Object.fromEntries(Object.entries(marks).map(([id, { verdict, cost }]) => [id, [verdict, cost]]))).toEqual({
      never: ['not-reached', null],
      kept: ['reuse', 'saves $0.04'],
      asked: ['run', '$0.03'],
      perhaps: ['may', null],
      open: ['unknown', null],
    });
  });

  it('is told as a whole in sentences', () => {
    expect(planSentence(aPlan([]))).toBe('1 step reused, 2 steps to run.');
    expect(
      planSentence(
        aPlan([], {
          unknown: 1,
          costMicroUsd: 20_000,
          atMostCostMicroUsd: 50_000,
          avoidedMicroUsd: 40_000,
          withoutHistory: 1,
          outside: { ...NOBODY, model: 2, person: 1 },
        }),
      ),
    ).toBe(
      '1 step reused, 2 steps to run, 1 step not known yet. Costs $0.02, at most $0.05. Saves $0.04. 1 stage never ran with its model, so its cost is not in it. The draft run asks a model 2 times, waits for 1 answer.',
    );
  });
});
