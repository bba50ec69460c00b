import type { PlanStep, RunPlan } from '../cache/run-plan.ts';

/** What a plan comes to. */
export function planTotals(steps: readonly PlanStep[]): RunPlan['totals'] {
  const surely = steps.filter(({ verdict, certain }) => verdict === 'run' && certain);
  const perhaps = steps.filter(({ verdict }) => verdict !== 'reuse');
  const count = (verdict: PlanStep['verdict']): number => steps.filter(step => step.verdict === verdict).length;
  const reaching = (what: PlanStep['outside']): number => steps.filter(({ outside }) => outside === what).length;
  return {
    reuse: count('reuse'),
    run: count('run'),
    unknown: count('unknown'),
    tokens: sum(surely, ({ expected }) => expected.tokens),
    costMicroUsd: sum(surely, ({ expected }) => expected.costMicroUsd),
    atMostTokens: sum(perhaps, ({ expected }) => expected.tokens),
    atMostCostMicroUsd: sum(perhaps, ({ expected }) => expected.costMicroUsd),
    withoutHistory: perhaps.filter(({ expected }) => expected.costMicroUsd === null).length,
    avoidedMicroUsd: sum(
      steps.filter(({ certain }) => certain),
      ({ avoidedMicroUsd }) => avoidedMicroUsd,
    ),
    outside: {
      model: reaching('model'),
      product: reaching('product'),
      simulated: reaching('simulated'),
      person: reaching('person'),
      event: reaching('event'),
    },
  };
}

const sum = (steps: readonly PlanStep[], figure: (step: PlanStep) => number | null): number =>
  steps.reduce((total, step) => total + (figure(step) ?? 0), 0);
