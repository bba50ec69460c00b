import type { FlowId, RunId, StepId } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import { ok, refused, type Result } from '../base/result.ts';
import type { BusEvent } from '../bus/event.ts';
import type { Flow } from '../flow/flow.ts';
import type { Packet } from '../packet/packet.ts';
import type { StartRequest } from '../runner/runner-door.ts';
import type { RunMode, TraceRow } from '../trace/trace-row.ts';
import type { Workspace } from '../workspace.ts';

/** What a run is given on its way. What is not given, it waits for. */
export interface Given {
  /** What to answer at a human step, by its id; each answer once, in order. `answer` is what the task's form asks for. */
  readonly answers?: Readonly<
    Record<string, readonly { readonly outcome: string; readonly answer?: JsonObject; readonly comment?: string }[]>
  >;
  /** Put on the bus in order, one each time the run waits for an event. */
  readonly events?: readonly BusEvent[];
}

export interface RunFlowRequest extends Given {
  /** Free of errors: `checkFlowText` was asked. */
  readonly flow: Flow;
  /** Under which the workspace knows the flow, and finds its cache and its history. */
  readonly flowId: FlowId;
  readonly packet: Packet;
  /** `draft`, when nothing is said: products are simulated. */
  readonly mode?: RunMode;
  /** `ignore`: every stage answers afresh, and nothing is kept. */
  readonly cache?: NonNullable<StartRequest['cache']>;
  /** In a draft, outputs that stand in for steps' own, by step. */
  readonly pins?: NonNullable<StartRequest['pins']>;
  /** How far it goes; to its end, when nothing is said. */
  readonly until?: NonNullable<StartRequest['until']>;
}

/** Why a run did not start, or did not go on. A run that is named is kept as far as it came. */
export type RunFlowProblem =
  | { readonly kind: 'not-started'; readonly sentence: string }
  | { readonly kind: 'answer-refused'; readonly runId: RunId; readonly stepId: StepId; readonly outcome: string; readonly sentence: string }
  | { readonly kind: 'storage'; readonly runId: RunId; readonly sentence: string };

/** Runs a flow until it ends, or waits for an answer or an event that was not given. Gives its trace. */
export async function runFlow(workspace: Workspace, request: RunFlowRequest): Promise<Result<readonly TraceRow[], RunFlowProblem>> {
  const { flow, flowId, packet, mode = 'draft', cache = 'use', pins, until } = request;
  const started = await workspace.runner.start({
    ...{ flow, flowId, versionNo: null, packet, mode, by: workspace.me, startKey: null, cache },
    ...(pins === undefined ? {} : { pins }),
    ...(until === undefined ? {} : { until }),
  });
  if (started.ok) return goOn(workspace, started.value, request);
  const { error } = started;
  return refused({
    kind: 'not-started',
    sentence: error.kind === 'storage' ? error.sentence : 'A run with this key exists already with other evidence.',
  });
}

/** Takes a started run on, as far as what is given goes. Gives its trace. */
export async function goOn(workspace: Workspace, runId: RunId, given: Given): Promise<Result<readonly TraceRow[], RunFlowProblem>> {
  const answers = new Map(Object.entries(given.answers ?? {}).map(([stepId, list]) => [stepId, [...list]]));
  const events = [...(given.events ?? [])];
  try {
    for (;;) {
      const run = await workspace.runner.settled(runId);
      if (run?.state.status !== 'waiting') break;
      const { wait, stepId } = run.state;
      if (wait.subject.kind === 'event') {
        const event = events.shift();
        if (event === undefined) break;
        await workspace.runner.receive(event);
        continue;
      }
      const next = answers.get(stepId)?.shift();
      if (next === undefined) break;
      // Whoever opens the workspace answers for whoever is asked: it is this person's own.
      const resolved = await workspace.runner.resolve({
        waitId: wait.waitId,
        outcome: next.outcome,
        comment: next.comment ?? null,
        answer: next.answer ?? {},
        by: workspace.me,
        roles: [wait.subject.assignee],
      });
      if (resolved.ok) continue;
      const { error } = resolved;
      const sentence =
        error.kind === 'does-not-fit' ? error.problems.map(({ path, message }) => `${path} ${message}`).join(' ') : error.sentence;
      return refused({ kind: 'answer-refused', runId, stepId, outcome: next.outcome, sentence });
    }
    return ok(await workspace.trace.rowsOf(workspace.orgId, runId));
  } catch (fault) {
    if (fault instanceof Error && fault.name === 'StorageError') return refused({ kind: 'storage', runId, sentence: fault.message });
    throw fault;
  }
}
