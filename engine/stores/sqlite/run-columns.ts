import { causeSentence } from '../../trace/cause-sentence.ts';
import type { Run } from '../../trace/run.ts';

/** What a run's line in `atelier_runs` says; made from the run alone, so it can always be made again from the trace. */
export interface RunColumns {
  readonly status: Run['state']['status'];
  readonly startedAtUs: number | null;
  readonly endedAtUs: number | null;
  readonly wakeAtUs: number | null;
  readonly costMicroUsd: number;
  readonly avoidedMicroUsd: number;
  readonly cacheHits: number;
  readonly cacheMisses: number;
  readonly cause: string | null;
}

export function runColumns(run: Run): RunColumns {
  const { state } = run;
  let costMicroUsd = 0;
  let avoidedMicroUsd = 0;
  for (const visit of run.visits) {
    costMicroUsd += visit.costMicroUsd;
    avoidedMicroUsd += visit.avoidedMicroUsd;
  }
  return {
    status: state.status,
    startedAtUs: run.startedAtUs,
    endedAtUs: run.endedAtUs,
    wakeAtUs: state.status === 'running' && state.cursor.at === 'backoff' ? state.cursor.wakeAtUs : null,
    costMicroUsd,
    avoidedMicroUsd,
    cacheHits: run.cacheHits,
    cacheMisses: run.cacheMisses,
    cause: state.status === 'failed' || state.status === 'halted' ? causeSentence(state.cause) : null,
  };
}
