import { columnName } from '../base/column-name.ts';
import type { Json, JsonObject } from '../base/json.ts';
import type { ValueRef } from '../base/value-ref.ts';
import { join } from 'node:path';
import { causeSentence } from '../trace/cause-sentence.ts';
import { foldRun } from '../trace/fold-run.ts';
import type { Run, StepVisit } from '../trace/run.ts';
import type { TraceRow } from '../trace/trace-row.ts';
import type { Workspace } from '../workspace.ts';
import { openValues } from '../runner/scope.ts';

/** A run as `--json` prints it: others build on these keys. `rows` only where the trace was asked for. */
export async function runDocument(workspace: Workspace, rows: readonly TraceRow[], withRows: boolean): Promise<JsonObject> {
  const run = foldRun(rows);
  const load = openValues(hash => workspace.runs.blob(workspace.orgId, hash));
  const { state } = run;
  return {
    runId: run.runId,
    state: state.status,
    ...('cause' in state ? { cause: { ...state.cause, sentence: causeSentence(state.cause) } as unknown as Json } : {}),
    ...(state.status === 'waiting'
      ? { waitingFor: { stepId: state.stepId, waitId: state.wait.waitId, kind: state.wait.subject.kind } }
      : {}),
    mode: run.mode,
    flow: { id: run.flowId, name: run.flowName, versionNo: run.versionNo, versionHash: run.versionHash },
    packet: { hash: run.packetHash, slices: run.slices },
    ...(run.forkedFrom === null ? {} : { forkedFrom: { ...run.forkedFrom } as unknown as Json }),
    steps: await Promise.all(run.visits.map(visit => stepDocument(visit, load))),
    context: Object.fromEntries(
      await Promise.all(Object.entries(run.context).map(async ([name, ref]) => [name, await load(ref)] as const)),
    ),
    artefacts: run.artefacts.map(({ path }) => join(workspace.folder, path)),
    totals: totals(run),
    ...(withRows ? { rows: rows.map(rowDocument) } : {}),
  };
}

async function stepDocument(visit: StepVisit, load: (ref: ValueRef) => Promise<Json>): Promise<JsonObject> {
  const { state } = visit;
  const output = state.status === 'completed' ? await load(state.output) : null;
  return {
    id: visit.stepId,
    kind: visit.kind,
    visit: visit.visit,
    attempt: visit.attempt,
    state: state.status,
    from: state.status === 'completed' ? state.from : null,
    ...(state.status === 'completed' && state.cachedFrom !== null ? { cachedFrom: state.cachedFrom } : {}),
    ...(state.status === 'failed' ? { error: { ...state.error } as unknown as Json } : {}),
    inputHash: visit.input?.hash ?? null,
    outputHash: state.status === 'completed' ? state.output.hash : null,
    output,
    durationMs: visit.endedAtUs === null ? null : (visit.endedAtUs - visit.startedAtUs) / 1000,
    tokens: visit.inputTokens + visit.outputTokens,
    costMicroUsd: visit.costMicroUsd,
    ...(visit.simulated ? { simulated: true } : {}),
  };
}

const totals = (run: Run): JsonObject => ({
  durationMs: ((run.endedAtUs ?? run.startedAtUs ?? run.createdAtUs) - run.createdAtUs) / 1000,
  tokens: sum(run, visit => visit.inputTokens + visit.outputTokens),
  costMicroUsd: sum(run, visit => visit.costMicroUsd),
  avoidedMicroUsd: sum(run, visit => visit.avoidedMicroUsd),
  cacheHits: run.cacheHits,
  cacheMisses: run.cacheMisses,
});

const sum = (run: Run, figure: (visit: StepVisit) => number): number => run.visits.reduce((total, visit) => total + figure(visit), 0);

/** A row under the names of its columns, as `atelier sql` and the chain's hashes have it. */
const rowDocument = (row: TraceRow): JsonObject =>
  Object.fromEntries(Object.entries(row).map(([field, value]) => [columnName(field), value as Json])); // true: a row's columns are JSON
