import type { FlowId, PacketId, RunId, StepId } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import type { ValueRef } from '../base/value-ref.ts';
import { MOST_TRIED, type ConditionTrial } from '../contract/condition-trial.ts';
import { evaluate, type Expression, type Variables } from '../expression/expression.ts';
import type { Flow } from '../flow/flow.ts';
import { foldRows } from '../trace/fold-run.ts';
import type { Run } from '../trace/run.ts';
import type { Workspace } from '../workspace.ts';

/** A condition at a step of a flow, and how far back to look for runs. */
export interface ConditionQuestion {
  readonly flowId: FlowId;
  readonly flow: Flow;
  readonly stepId: StepId;
  readonly expression: Expression;
}

/** A larger slice is not read for a trial: a person waits for the answer between two keys. */
const MAX_SLICE_CHARS = 1024 * 1024;
const MAX_VALUE_BYTES = 1024 * 1024;
const RUNS_LOOKED_AT = 500;

/**
 * What a condition comes to on each packet that holds what the flow requires, by title: slices from the packet, and context, outputs and run from the last run of
 * the flow on that very evidence, as they were when the step was last reached. Only what the expression reads is read, and nothing of it is told.
 */
export async function tryCondition(workspace: Workspace, question: ConditionQuestion): Promise<{ trials: ConditionTrial[]; left: number }> {
  const asked = Object.entries(question.flow.packet.slices).flatMap(([name, { required }]) => (required ? [name] : []));
  const lines = (await workspace.packetDesk.lines()).filter(
    ({ sliceNames, problem }) => problem === null && asked.every(name => sliceNames.some(held => held === name)),
  );
  const needsRun = question.expression.reads.some(([root]) => root !== 'packet');
  const runs = needsRun ? await lastRuns(workspace, question.flowId) : new Map<string, RunId>();
  const trials: ConditionTrial[] = [];
  for (const { packetId, title } of lines.slice(0, MOST_TRIED)) {
    const unknown = (why: string, runId: RunId | null = null): ConditionTrial => ({ packetId, title, holds: null, why, runId });
    trials.push(await tryOn(workspace, question, { packetId, title, needsRun, runs }, unknown));
  }
  return { trials, left: Math.max(0, lines.length - MOST_TRIED) };
}

interface Subject {
  readonly packetId: PacketId;
  readonly title: string;
  readonly needsRun: boolean;
  readonly runs: ReadonlyMap<string, RunId>;
}

async function tryOn(
  workspace: Workspace,
  { flow, stepId, expression }: ConditionQuestion,
  { packetId, title, needsRun, runs }: Subject,
  unknown: (why: string, runId?: RunId | null) => ConditionTrial,
): Promise<ConditionTrial> {
  const packet = await slicesRead(workspace, packetId, expression);
  if (typeof packet === 'string') return unknown(packet);
  let runId: RunId | null = null;
  let variables: Variables = { packet, context: {}, steps: {} };
  if (needsRun) {
    const fit = await workspace.packetDesk.fit(packetId, flow.packet, []);
    if (!fit.ok || fit.value.packetHash === null) return unknown('It does not fit what this flow asks of its packet.');
    runId = runs.get(fit.value.packetHash) ?? null;
    if (runId === null) return unknown('This flow has not run on it yet.');
    const run = await runAtStep(workspace, runId, stepId);
    if (run === null) return unknown('Its last run cannot be read.', runId);
    const values = await valuesRead(workspace, run, expression);
    if (typeof values === 'string') return unknown(values, runId);
    variables = { packet, ...values };
  }
  const value = evaluate(expression, variables);
  if (!value.ok) return unknown(value.error.message, runId);
  return typeof value.value === 'boolean'
    ? { packetId, title, holds: value.value, why: null, runId }
    : unknown('It gives a value here that is neither true nor false.', runId);
}

/** The newest run on each packet, by the packet's hash. */
async function lastRuns(workspace: Workspace, flowId: FlowId): Promise<ReadonlyMap<string, RunId>> {
  const summaries = await workspace.runs.summaries(workspace.orgId, { flowId, limit: RUNS_LOOKED_AT });
  return new Map(summaries.toReversed().map(({ packetHash, runId }) => [packetHash, runId]));
}

/** The slices that the expression reads, or a sentence about why they cannot be. */
async function slicesRead(workspace: Workspace, packetId: PacketId, { reads }: Expression): Promise<Record<string, Json> | string> {
  const readsAll = reads.some(path => path[0] === 'packet' && path.length === 1);
  const names = new Set(reads.flatMap(([root, name]) => (root === 'packet' && typeof name === 'string' ? [name] : [])));
  if (names.size === 0 && !readsAll) return {};
  const view = await workspace.packetDesk.view(packetId);
  if (!view.ok) return view.error.kind === 'no-such-packet' ? 'The packet is gone.' : view.error.sentence;
  const slices: [string, Json][] = [];
  for (const { name, isText, totalChars, preview } of view.value.slices) {
    if (!readsAll && !names.has(name)) continue;
    if (totalChars > MAX_SLICE_CHARS) return `Its slice ${name} is too large to be tried while one types.`;
    const text = preview.length === totalChars ? preview : await wholeText(workspace, packetId, name, totalChars);
    if (text === null) return `Its slice ${name} cannot be read.`;
    slices.push([name, isText ? text : (JSON.parse(text) as Json)]); // true: a slice that is no text is shown as its JSON
  }
  return Object.fromEntries(slices);
}

type SliceOf = Parameters<Workspace['packetDesk']['part']>[1]['slice'];

async function wholeText(workspace: Workspace, packetId: PacketId, slice: SliceOf, chars: number): Promise<string | null> {
  const part = await workspace.packetDesk.part(packetId, { slice, offset: 0, chars });
  return part.ok ? (part.value?.text ?? null) : null;
}

/** The run as it was when the step was last reached; as it is now when it never was. */
async function runAtStep(workspace: Workspace, runId: RunId, stepId: StepId): Promise<Run | null> {
  const rows = await workspace.trace.rowsOf(workspace.orgId, runId);
  const reached = rows.findLastIndex(row => row.kind === 'step.started' && row.stepId === stepId);
  return rows.length === 0 ? null : foldRows(null, reached === -1 ? rows : rows.slice(0, reached));
}

async function valuesRead(workspace: Workspace, run: Run, { reads }: Expression): Promise<Variables | string> {
  const wanted = (root: string): ReadonlySet<string> | 'all' => {
    const of = reads.filter(path => path[0] === root);
    return of.some(path => path.length === 1) ? 'all' : new Set(of.map(path => String(path[1])));
  };
  const context = await refsRead(workspace, run.context, wanted('context'));
  if (typeof context === 'string') return context;
  const outputs = await refsRead(workspace, run.outputs, wanted('steps'));
  if (typeof outputs === 'string') return outputs;
  return {
    context,
    steps: Object.fromEntries(Object.entries(outputs).map(([stepId, output]) => [stepId, { output }])),
    run: { id: run.runId, org_id: run.orgId, flow: run.flowId, version: run.versionNo, mode: run.mode },
  };
}

async function refsRead(
  workspace: Workspace,
  refs: Readonly<Record<string, ValueRef>>,
  wanted: ReadonlySet<string> | 'all',
): Promise<Record<string, Json> | string> {
  const values: [string, Json][] = [];
  for (const [name, ref] of Object.entries(refs)) {
    if (wanted !== 'all' && !wanted.has(name)) continue;
    if (ref.value !== undefined) {
      values.push([name, ref.value]);
      continue;
    }
    if (ref.bytes > MAX_VALUE_BYTES) return `${name} is too large to be tried while one types.`;
    const text = await workspace.runs.blob(workspace.orgId, ref.hash);
    if (text !== null) values.push([name, JSON.parse(text) as Json]); // true: blobs hold canonical JSON
  }
  return Object.fromEntries(values);
}
