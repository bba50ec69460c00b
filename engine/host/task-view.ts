import type { WaitId } from '../base/ids.ts';
import type { TaskView } from '../contract/runs.ts';
import { stepOf, stepTitle } from '../flow/flow.ts';
import type { OpenWait } from '../trace/run-summary.ts';
import type { Workspace } from '../workspace.ts';

/** A human task with the names that its run's flow has for things, and how it ended; null when there is none of this id. */
export async function taskView(workspace: Pick<Workspace, 'runs' | 'flows' | 'trace' | 'orgId'>, waitId: WaitId): Promise<TaskView | null> {
  const { runs, flows, orgId } = workspace;
  const wait = await runs.wait(orgId, waitId);
  if (wait === null || wait.wait.subject.kind !== 'human') return null;
  const summary = await runs.summary(orgId, wait.runId);
  if (summary === null) return null;
  const flow = await flows.definition(orgId, summary.versionHash);
  const step = flow === null ? undefined : stepOf(flow, wait.stepId);
  return {
    wait,
    versionNo: summary.versionNo,
    mode: summary.mode,
    stepTitles: Object.fromEntries(flow?.steps.map(each => [each.id, stepTitle(each)]) ?? []),
    afterDeadline: step?.kind === 'human_task' ? (step.config.onDeadline ?? null) : null,
    end: await taskEnd(workspace, wait),
  };
}

async function taskEnd({ runs, trace, orgId }: Pick<Workspace, 'runs' | 'trace' | 'orgId'>, wait: OpenWait): Promise<TaskView['end']> {
  const { waitId, subject } = wait.wait;
  const end = await runs.waitEnd(orgId, waitId);
  if (end === null) return null;
  const told = end.how === 'resolved' ? await trace.rowsOf(orgId, wait.runId) : [];
  const resolved = told.find(row => row.kind === 'human.resolved' && row.data.waitId === waitId);
  if (resolved?.kind !== 'human.resolved') return { ...end, answer: null, comment: null };
  const outcomes = subject.kind === 'human' ? subject.outcomes : [];
  const { humanOutcome } = resolved;
  return {
    ...end,
    answer: outcomes.find(({ id }) => id === humanOutcome)?.label ?? humanOutcome,
    comment: resolved.data.comment,
  };
}
