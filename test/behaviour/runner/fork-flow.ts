import type { RunId } from '../../../engine/base/ids.ts';
import { Actor, StepId } from '../../../engine/base/ids.ts';
import type { Json } from '../../../engine/base/json.ts';
import type { Run } from '../../../engine/trace/run.ts';
import type { TraceRow } from '../../../engine/trace/trace-row.ts';
import { foldRun } from '../../../engine/trace/fold-run.ts';
import type { ForkRequest } from '../../../engine/runner/fork-door.ts';
import type { Workspace } from '../../../engine/workspace.ts';
import { startRun } from '../../test-workspace.ts';

const slice = (type: string) => ({ schema: { type }, description: '', required: true, sensitive: false });

/** Asks until the answer fits, then has a product draft a proposal and asks once more. */
export const FLOW = {
  format: 'atelier-flow/1',
  name: 'Ask, decide, propose',
  packet: { slices: { limit: slice('number'), brief: slice('string'), spare: slice('string') } },
  start: 'ask',
  steps: [
    {
      id: 'ask',
      kind: 'human_task',
      title: 'Ask',
      config: { assignee: 'role:partner', description: 'May we go up to {{ packet.limit }}?' },
      save: { answer: 'output.outcome', limit: 'packet.limit' },
      next: 'fit',
    },
    { id: 'fit', kind: 'gate', title: 'Fit?', config: { expression: 'context.answer == "approve"', onPass: 'propose', onFail: 'ask' } },
    {
      id: 'propose',
      kind: 'product_action',
      title: 'Propose',
      config: { product: 'rfp', action: 'generate_proposal', payload: { opportunity_id: '{{ packet.brief }}' } },
      next: 'sign',
    },
    {
      id: 'sign',
      kind: 'human_task',
      title: 'Sign',
      config: { assignee: 'role:partner', description: 'Sign for run {{ run.id }}.' },
      next: 'thank',
    },
    { id: 'thank', kind: 'human_task', title: 'Thank', config: { assignee: 'role:partner', description: 'Say thanks.' } },
  ],
};

export const SLICES = { limit: 50, brief: 'opp-1', spare: 'nothing reads this' };

/** What a run's steps came to, e.g. `ask reuse`, `propose work`, `sign waiting`. */
export const passage = (run: Run): string[] =>
  run.visits.map(
    ({ stepId, state, pinnedBy }) =>
      `${stepId} ${state.status === 'completed' ? (pinnedBy === undefined ? state.from : 'pinned') : state.status}`,
  );

export const readRows = (workspace: Workspace, runId: RunId): Promise<readonly TraceRow[]> =>
  workspace.trace.rowsOf(workspace.orgId, runId);

export const readRun = async (workspace: Workspace, runId: RunId): Promise<Run> => foldRun(await readRows(workspace, runId));

/** Answers the question that the run waits on. */
export async function answer(workspace: Workspace, runId: RunId, outcome: string): Promise<void> {
  const run = await workspace.runner.settled(runId);
  if (run?.state.status !== 'waiting') throw new Error(`The run does not wait: ${run?.state.status ?? 'it is not there'}.`);
  const { waitId } = run.state.wait;
  const resolved = await workspace.runner.resolve({ waitId, outcome, comment: null, answer: {}, by: workspace.me, roles: workspace.roles });
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.error));
  await workspace.runner.settled(runId);
}

/** A run that was answered so, one outcome after the other. */
export async function runAnswered(workspace: Workspace, outcomes: readonly string[], flow: unknown = FLOW): Promise<RunId> {
  const runId = await startRun(workspace, flow, SLICES);
  for (const outcome of outcomes) await answer(workspace, runId, outcome);
  return runId;
}

export const BEN = Actor.parse('user:ben');

type Edits = Partial<Omit<ForkRequest, 'at' | 'runId'>> & { readonly slices?: Readonly<Record<string, Json>> };

/** Forks at a step; the fork has settled when this resolves. Gives the refusal as text. */
export async function fork(workspace: Workspace, runId: RunId, at: string, edits: Edits = {}): Promise<RunId | string> {
  const forked = await workspace.runner.fork({ runId, at: StepId.parse(at), by: BEN, ...edits });
  if (!forked.ok) return 'sentence' in forked.error ? forked.error.sentence : forked.error.kind;
  await workspace.runner.settled(forked.value);
  return forked.value;
}

/** The same, where the test is about what the fork then does. */
export async function forkedRun(workspace: Workspace, runId: RunId, at: string, edits: Edits = {}): Promise<Run> {
  const forked = await fork(workspace, runId, at, edits);
  if (!forked.startsWith('run_')) throw new Error(forked);
  return readRun(workspace, forked as RunId); // true: it is no refusal
}
