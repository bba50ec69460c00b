import type { OrgId } from './base/ids.ts';
import type { SourceOf } from './packet/slice-source.ts';
import type { Given } from './recipes/read-source.ts';
import type { RunStore } from './runner/run-store.ts';
import { openValues } from './runner/scope.ts';
import { foldRun } from './trace/fold-run.ts';
import type { TraceReader } from './trace/trace-store.ts';

/** How many of a flow's runs are looked through for one that succeeded. */
const MOST_RUNS = 1000;

/** What a step of an earlier run gave: of the run that is named, or of the flow's latest that succeeded. */
export async function earlierOutput(
  { runs, trace, orgId }: { readonly runs: RunStore; readonly trace: TraceReader; readonly orgId: OrgId },
  { flowId, stepId, runId }: SourceOf<'run'>,
): Promise<Given> {
  const found =
    runId === undefined
      ? (await runs.summaries(orgId, { flowId, limit: MOST_RUNS })).find(({ status }) => status === 'succeeded')
      : await runs.summary(orgId, runId);
  if (found === undefined) return { sentence: `No run of ${flowId} has succeeded yet. Run it first.` };
  if (found === null || found.flowId !== flowId)
    return { sentence: `There is no run ${runId ?? ''} of ${flowId} in this workspace. Name another, or take the latest.` };
  const source = `${found.runId}, step ${stepId} of ${found.flowName}`;
  const { outputs, visits } = foldRun(await trace.rowsOf(orgId, found.runId, 0));
  const pinnedBy = visits.findLast(visit => visit.stepId === stepId)?.pinnedBy;
  if (pinnedBy !== undefined)
    return { sentence: `${source}: its output was pinned by ${pinnedBy} and is no evidence. Name a run that did the step itself.` };
  const output = outputs[stepId];
  if (output === undefined) return { sentence: `${source}: the run has no output of such a step. Name a step that completed in it.` };
  return { value: await openValues(hash => runs.blob(orgId, hash))(output), source };
}
