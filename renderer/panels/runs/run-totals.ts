import type { Run } from '../../../engine/trace/run.ts';

/** What all visits of a run used and spared. */
export interface RunTotals {
  readonly tokens: number;
  readonly costMicroUsd: number;
  readonly avoidedMicroUsd: number;
}

export function runTotals(run: Run): RunTotals {
  // A run may have tens of thousands of visits and is summed as it goes on: nothing is made for each of them.
  let [tokens, costMicroUsd, avoidedMicroUsd] = [0, 0, 0];
  for (const visit of run.visits) {
    tokens += visit.inputTokens + visit.outputTokens;
    costMicroUsd += visit.costMicroUsd;
    avoidedMicroUsd += visit.avoidedMicroUsd;
  }
  return { tokens, costMicroUsd, avoidedMicroUsd };
}
