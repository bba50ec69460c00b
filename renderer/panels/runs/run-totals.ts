import type { Run } from '../../../engine/trace/run.ts';

/** What all visits of a run used and spared. */
export interface RunTotals {
  readonly tokens: number;
  readonly costMicroUsd: number;
  readonly avoidedMicroUsd: number;
}

export function runTotals(run: Run): RunTotals {
  return run.visits.reduce(
    (sum, visit) => ({
      tokens: sum.tokens + visit.inputTokens + visit.outputTokens,
      costMicroUsd: sum.costMicroUsd + visit.costMicroUsd,
      avoidedMicroUsd: sum.avoidedMicroUsd + visit.avoidedMicroUsd,
    }),
    { tokens: 0, costMicroUsd: 0, avoidedMicroUsd: 0 },
  );
}
