import type { Run } from '../../trace/run.ts';
import { runColumns } from './run-columns.ts';

/** Fields of a run's line that its trace alone decides. Owner, start key and the epoch that claiming counts up are the store's own. */
export const RUN_LINE_FIELDS = [
  ...['runId', 'flowId', 'flowName', 'versionNo', 'versionHash', 'mode', 'packetHash', 'status'],
  ...['createdAtUs', 'startedAtUs', 'endedAtUs', 'costMicroUsd', 'avoidedMicroUsd', 'cacheHits', 'cacheMisses'],
  ...['cause', 'forkedFromRun', 'forkedFromStep', 'lastSeq', 'lastHash'],
];

/** What the line of a run says, by field: made from the run alone. */
export function runLine(run: Run): Readonly<Record<string, unknown>> {
  return {
    ...run,
    ...runColumns(run),
    forkedFromRun: run.forkedFrom?.runId ?? null,
    forkedFromStep: run.forkedFrom?.stepId ?? null,
  };
}
