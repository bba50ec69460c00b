import { join } from 'node:path';
import { columnName } from '../base/column-name.ts';
import type { Hash } from '../base/hash.ts';
import type { FlowId, RunId, StepId, WaitId } from '../base/ids.ts';
import type { Json, JsonObject } from '../base/json.ts';
import type { StepError } from '../base/step-error.ts';
import { refHash, type ValueRef } from '../base/value-ref.ts';
import { openMask, type Mask } from '../packet/mask.ts';
import { openValues, type LoadValue } from '../runner/scope.ts';
import type { StepKind } from '../steps/step-definition.ts';
import { causeSentence } from '../trace/cause-sentence.ts';
import { foldRun } from '../trace/fold-run.ts';
import type { Run, RunStatus, StepVisit, VisitState } from '../trace/run.ts';
import type { CachedFrom, OutputSource, RunCause, RunMode, TraceRow, WaitSubject } from '../trace/trace-row.ts';
import type { Workspace } from '../workspace.ts';

/** One passing of a run through a step. */
export interface StepDocument {
  readonly id: StepId;
  readonly kind: StepKind;
  /** From 1; a loop visits a step again. */
  readonly visit: number;
  readonly attempt: number;
  readonly state: VisitState['status'];
  /** Where the output came from; null while there is none. */
  readonly from: OutputSource | null;
  readonly cachedFrom?: CachedFrom;
  readonly error?: StepError;
  readonly inputHash: Hash | null;
  readonly outputHash: Hash | null;
  readonly output: Json;
  readonly durationMs: number | null;
  readonly tokens: number;
  readonly costMicroUsd: number;
  /** The output is an example's: nothing outside was called. */
  readonly simulated?: true;
}

/** A run as `atelier run --json` prints it. More keys may come, these stay. */
export interface RunDocument {
  readonly runId: RunId;
  readonly state: RunStatus;
  /** Of a run that failed or halted: why, and the same as a sentence. */
  readonly cause?: RunCause & { readonly sentence: string };
  /** Of a run that waits. */
  readonly waitingFor?: { readonly stepId: StepId; readonly waitId: WaitId; readonly kind: WaitSubject['kind'] };
  readonly mode: RunMode;
  readonly flow: { readonly id: FlowId; readonly name: string; readonly versionNo: number | null; readonly versionHash: Hash };
  readonly packet: { readonly hash: Hash; readonly slices: Run['slices'] };
  readonly forkedFrom?: NonNullable<Run['forkedFrom']>;
  /** In the order in which they began. */
  readonly steps: readonly StepDocument[];
  readonly context: Readonly<Record<string, Json>>;
  /** Whole paths. */
  readonly artefacts: readonly string[];
  readonly totals: {
    readonly durationMs: number;
    readonly tokens: number;
    readonly costMicroUsd: number;
    readonly avoidedMicroUsd: number;
    readonly cacheHits: number;
    readonly cacheMisses: number;
  };
}

/** A run with its rows under the names of their columns, as `atelier trace --json` prints it. */
export interface TraceDocument extends RunDocument {
  readonly rows: readonly JsonObject[];
}

/** What a run's rows tell, with the values that they refer to: what a run answers to whoever started it. */
export const runDocument = (workspace: Workspace, rows: readonly TraceRow[]): Promise<RunDocument> =>
  documentOf(
    workspace,
    rows,
    openValues(hash => workspace.runs.blob(workspace.orgId, hash)),
  );

async function documentOf(workspace: Workspace, rows: readonly TraceRow[], load: LoadValue): Promise<RunDocument> {
  const run = foldRun(rows);
  const { state } = run;
  return {
    runId: run.runId,
    state: state.status,
    ...('cause' in state ? { cause: { ...state.cause, sentence: causeSentence(state.cause) } } : {}),
    ...(state.status === 'waiting'
      ? { waitingFor: { stepId: state.stepId, waitId: state.wait.waitId, kind: state.wait.subject.kind } }
      : {}),
    mode: run.mode,
    flow: { id: run.flowId, name: run.flowName, versionNo: run.versionNo, versionHash: run.versionHash },
    packet: { hash: run.packetHash, slices: run.slices },
    ...(run.forkedFrom === null ? {} : { forkedFrom: run.forkedFrom }),
    steps: await Promise.all(run.visits.map(visit => stepDocument(visit, load))),
    context: Object.fromEntries(
      await Promise.all(Object.entries(run.context).map(async ([name, ref]) => [name, await load(ref)] as const)),
    ),
    artefacts: run.artefacts.map(({ path }) => join(workspace.folder, path)),
    totals: totals(run),
  };
}

/** The same with every row, as it may be shown to others: texts that repeat a slice marked sensitive are masked. */
export async function traceDocument(workspace: Workspace, rows: readonly TraceRow[]): Promise<TraceDocument> {
  const load = openValues(hash => workspace.runs.blob(workspace.orgId, hash));
  const mask = await maskOf(workspace, rows);
  const shown: LoadValue = mask === null ? load : async ref => (ref.masked === true ? mask.masked(await load(ref)) : load(ref));
  return { ...(await documentOf(workspace, rows, shown)), rows: rows.map(rowDocument) };
}

/** Over the slices that the flow of the run's own version marks sensitive; null when it marks none. */
async function maskOf({ flows, runs, orgId }: Workspace, [first]: readonly TraceRow[]): Promise<Mask | null> {
  if (first?.kind !== 'run.created') return null;
  const flow = await flows.definition(orgId, first.versionHash);
  const packet = await runs.packet(orgId, first.data.packetHash);
  const sensitive = packet?.slices.filter(({ name }) => flow?.packet.slices[name]?.sensitive === true) ?? [];
  return sensitive.length === 0 ? null : openMask(sensitive);
}

async function stepDocument(visit: StepVisit, load: (ref: ValueRef) => Promise<Json>): Promise<StepDocument> {
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
    ...(state.status === 'failed' ? { error: state.error } : {}),
    inputHash: visit.input === null ? null : refHash(visit.input),
    outputHash: state.status === 'completed' ? refHash(state.output) : null,
    output,
    durationMs: visit.endedAtUs === null ? null : (visit.endedAtUs - visit.startedAtUs) / 1000,
    tokens: visit.inputTokens + visit.outputTokens,
    costMicroUsd: visit.costMicroUsd,
    ...(visit.simulated ? { simulated: true } : {}),
  };
}

const totals = (run: Run): RunDocument['totals'] => ({
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
