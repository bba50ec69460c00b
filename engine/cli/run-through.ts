import type { FlowId, RunId } from '../base/ids.ts';
import type { BusEvent } from '../bus/event.ts';
import type { Flow } from '../flow/flow.ts';
import type { Packet } from '../packet/packet.ts';
import type { StartRequest } from '../runner/runner-door.ts';
import type { RunMode, TraceRow } from '../trace/trace-row.ts';
import type { Workspace } from '../workspace.ts';
import { CommandEnd } from './exit.ts';
import type { Answers } from './read-answers.ts';

/** Runs a flow until it ends, or waits for an answer or an event that was not given. Gives its trace. */
export async function runThrough(
  workspace: Workspace,
  request: {
    readonly flow: Flow;
    readonly flowId: FlowId;
    readonly packet: Packet;
    readonly mode: RunMode;
    readonly cache: NonNullable<StartRequest['cache']>;
    readonly answers: Answers;
    readonly events: readonly BusEvent[];
  },
): Promise<readonly TraceRow[]> {
  const { flow, flowId, packet, mode, cache } = request;
  const started = await workspace.runner.start({ flow, flowId, versionNo: null, packet, mode, by: workspace.me, startKey: null, cache });
  if (!started.ok)
    throw new CommandEnd(
      2,
      started.error.kind === 'storage' ? started.error.sentence : 'A run with this key exists already with other evidence.',
    );
  return goOn(workspace, started.value, request);
}

/** Takes a started run on, as far as the answers and events go that were given with it. Gives its trace. */
export async function goOn(
  workspace: Workspace,
  runId: RunId,
  given: { readonly answers: Answers; readonly events: readonly BusEvent[] },
): Promise<readonly TraceRow[]> {
  const { answers } = given;
  const events = [...given.events];
  for (;;) {
    const run = await settle(workspace, runId);
    if (run?.state.status !== 'waiting') break;
    const { wait, stepId } = run.state;
    if (wait.subject.kind === 'human') {
      const next = answers.get(stepId)?.shift();
      if (next === undefined) break;
      // On the command line one answers for whoever is asked: the workspace is this person's own.
      const resolved = await workspace.runner.resolve({
        waitId: wait.waitId,
        outcome: next.outcome,
        comment: null,
        answer: next.answer,
        by: workspace.me,
        roles: [wait.subject.assignee],
      });
      if (resolved.ok) continue;
      const { error } = resolved;
      throw new CommandEnd(
        2,
        `--answer ${stepId}=${next.outcome}: ${error.kind === 'does-not-fit' ? error.problems.map(({ path, message }) => `${path} ${message}`).join(' ') : error.sentence} The run ${runId} is kept.`,
      );
    }
    const event = events.shift();
    if (event === undefined) break;
    await workspace.runner.receive(event);
  }
  return workspace.trace.rowsOf(workspace.orgId, runId);
}

async function settle(
  workspace: Workspace,
  runId: Parameters<Workspace['runner']['settled']>[0],
): ReturnType<Workspace['runner']['settled']> {
  try {
    return await workspace.runner.settled(runId);
  } catch (fault) {
    if (fault instanceof Error && fault.name === 'StorageError')
      throw new CommandEnd(2, `${fault.message} The run ${runId} is kept as far as it came and goes on at the next start.`);
    throw fault;
  }
}
