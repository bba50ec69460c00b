import { neverHere } from '../../base/never-here.ts';
import { PREVIEW_CHARS } from '../../contract/packets.ts';
import { compareInWorkspace } from '../../compare-in-workspace.ts';
import { sliceText } from '../../packet/packet.ts';
import type { WaitId } from '../../base/ids.ts';
import type { DraftWaitProblem } from '../../runner/runner-door.ts';
import type { BusEvent } from '../../bus/event.ts';
import { door, type HostContext } from '../door.ts';
import { foundFlow } from '../found-flow.ts';
import { forkRun } from '../fork-run.ts';
import { runRequest } from '../run-request.ts';
import { startRun } from '../start-run.ts';
import { taskView } from '../task-view.ts';
import { watchProgress } from '../watch-progress.ts';
import { watchRun } from '../watch-run.ts';

export const runsHandlers = door.runs.router({
  start: door.runs.start.handler(async ({ input, context: { workspace }, errors }) => {
    const started = await startRun(workspace, input);
    if (started.ok) return { runId: started.value };
    const problem = started.error;
    switch (problem.kind) {
      case 'no-such-flow':
        throw errors.NO_SUCH_FLOW({ data: { flowId: input.flowId } });
      case 'flow-has-errors':
        throw errors.FLOW_HAS_ERRORS({ data: { problems: [...problem.problems] } });
      case 'packet-does-not-fit':
        throw errors.PACKET_DOES_NOT_FIT({ data: { problems: [...problem.problems] } });
      case 'pin-does-not-fit':
        throw errors.PIN_DOES_NOT_FIT({ message: problem.sentence, data: { sentence: problem.sentence } });
      case 'not-published':
        throw errors.NOT_PUBLISHED({ message: problem.sentence, data: { sentence: problem.sentence } });
      case 'storage':
        throw errors.STORAGE({ message: problem.sentence, data: { sentence: problem.sentence } });
      default:
        return neverHere(problem);
    }
  }),

  plan: door.runs.plan.handler(async ({ input, context: { workspace }, errors }) => {
    const request = await runRequest(workspace, input);
    if (request.ok) return workspace.plan(request.value);
    const problem = request.error;
    switch (problem.kind) {
      case 'no-such-flow':
        throw errors.NO_SUCH_FLOW({ data: { flowId: input.flowId } });
      case 'flow-has-errors':
        throw errors.FLOW_HAS_ERRORS({ data: { problems: [...problem.problems] } });
      case 'packet-does-not-fit':
        throw errors.PACKET_DOES_NOT_FIT({ data: { problems: [...problem.problems] } });
      case 'pin-does-not-fit':
        throw errors.PIN_DOES_NOT_FIT({ message: problem.sentence, data: { sentence: problem.sentence } });
      default:
        return neverHere(problem);
    }
  }),

  fork: door.runs.fork.handler(async ({ input, context: { workspace }, errors }) => {
    const flow = input.version === undefined ? null : await foundFlow(workspace, input.version, errors);
    const forked = await forkRun(workspace, input, flow);
    if (forked.ok) return { runId: forked.value };
    const problem = forked.error;
    switch (problem.kind) {
      case 'no-such-run':
        throw errors.NO_SUCH_RUN({ data: { runId: input.runId } });
      case 'not-here':
        throw errors.NOT_HERE({ message: problem.sentence, data: { sentence: problem.sentence } });
      case 'flow-has-errors':
        throw errors.FLOW_HAS_ERRORS({ data: { problems: [...problem.problems] } });
      case 'packet-does-not-fit':
        throw errors.PACKET_DOES_NOT_FIT({ data: { problems: [...problem.problems] } });
      case 'pin-does-not-fit':
        throw errors.PIN_DOES_NOT_FIT({ message: problem.sentence, data: { sentence: problem.sentence } });
      case 'storage':
        throw errors.STORAGE({ message: problem.sentence, data: { sentence: problem.sentence } });
      default:
        return neverHere(problem);
    }
  }),

  compare: door.runs.compare.handler(async ({ input: { a, b }, context: { workspace }, errors }) => {
    const compared = await compareInWorkspace(workspace, a, b);
    if (!compared.ok) throw errors.NO_SUCH_RUN({ data: { runId: compared.error } });
    return compared.value;
  }),

  list: door.runs.list.handler(async ({ input: { flowId, limit }, context: { workspace } }) => [
    ...(await workspace.runs.summaries(workspace.orgId, flowId === undefined ? { limit } : { flowId, limit })),
  ]),

  search: door.runs.search.handler(({ input, context: { workspace } }) => workspace.runs.search(workspace.orgId, input)),

  outcomes: door.runs.outcomes.handler(async ({ context: { workspace } }) => [...(await workspace.runs.outcomes(workspace.orgId))]),

  read: door.runs.read.handler(async ({ input: { runId }, context: { workspace }, errors }) => {
    const run = await workspace.runs.summary(workspace.orgId, runId);
    const flow = run === null ? null : await workspace.flows.definition(workspace.orgId, run.versionHash);
    if (run === null || flow === null) throw errors.NO_SUCH_RUN({ data: { runId } });
    return { run, flow };
  }),

  watch: door.runs.watch.handler(async ({ input: { runId }, context: { workspace }, errors, signal }) => {
    if ((await workspace.runs.summary(workspace.orgId, runId)) === null) throw errors.NO_SUCH_RUN({ data: { runId } });
    return watchRun(workspace, runId, signal ?? new AbortController().signal);
  }),

  progress: door.runs.progress.handler(async ({ input: { runId }, context: { workspace }, errors, signal }) => {
    if ((await workspace.runs.summary(workspace.orgId, runId)) === null) throw errors.NO_SUCH_RUN({ data: { runId } });
    return watchProgress(workspace, runId, signal ?? new AbortController().signal);
  }),

  ledger: door.runs.ledger.handler(async ({ input, context: { workspace } }) => [
    ...(await workspace.ledger.rows(workspace.orgId, input.runId)),
  ]),

  value: door.runs.value.handler(async ({ input: { hash, offset }, context: { workspace }, errors }) => {
    const text = await workspace.runs.blob(workspace.orgId, hash);
    if (text === null) throw errors.NO_SUCH_VALUE({ data: { hash } });
    return { text: text.slice(offset, offset + PREVIEW_CHARS), totalChars: text.length };
  }),

  slice: door.runs.slice.handler(async ({ input: { sliceHash, offset }, context: { workspace }, errors }) => {
    const slice = await workspace.runs.slice(workspace.orgId, sliceHash);
    if (slice === null) throw errors.NO_SUCH_VALUE({ data: { hash: sliceHash } });
    const text = sliceText(slice.value);
    return { name: slice.name, text: text.slice(offset, offset + PREVIEW_CHARS), totalChars: text.length };
  }),

  inbox: door.runs.inbox.handler(async ({ context: { workspace } }) =>
    (await workspace.runs.openWaits(workspace.orgId)).filter(({ wait }) => wait.subject.kind === 'human'),
  ),

  task: door.runs.task.handler(async ({ input: { waitId }, context: { workspace }, errors }) => {
    const task = await taskView(workspace, waitId);
    if (task === null) throw errors.NO_SUCH_TASK({ data: { waitId } });
    return task;
  }),

  resolve: door.runs.resolve.handler(async ({ input, context: { workspace }, errors }) => {
    const { inDraft, ...answer } = input;
    const resolved = await workspace.runner.resolve({
      ...answer,
      ...(inDraft === undefined ? {} : { inDraft }),
      by: workspace.me,
      roles: workspace.roles,
    });
    if (resolved.ok) return { runId: resolved.value };
    const problem = resolved.error;
    switch (problem.kind) {
      case 'wait-over':
        throw errors.WAIT_OVER({ message: problem.sentence, data: { waitId: input.waitId } });
      case 'not-allowed':
        throw errors.NOT_ALLOWED({ message: problem.sentence, data: { sentence: problem.sentence } });
      case 'does-not-fit':
        throw errors.DOES_NOT_FIT({ data: { problems: [...problem.problems] } });
      default:
        return neverHere(problem);
    }
  }),

  reassign: door.runs.reassign.handler(async ({ input, context: { workspace }, errors }) => {
    const reassigned = await workspace.runner.reassign({ ...input, by: workspace.me, roles: workspace.roles });
    if (reassigned.ok) return { runId: reassigned.value };
    const problem = reassigned.error;
    throw problem.kind === 'wait-over'
      ? errors.WAIT_OVER({ message: problem.sentence, data: { waitId: input.waitId } })
      : errors.NOT_ALLOWED({ message: problem.sentence, data: { sentence: problem.sentence } });
  }),

  skipWait: door.runs.skipWait.handler(async ({ input: { waitId }, context: { workspace }, errors }) => {
    const skipped = await workspace.runner.skipWait({ waitId, by: workspace.me });
    if (skipped.ok) return { runId: skipped.value };
    throw notDone(skipped.error, waitId, errors);
  }),

  giveSample: door.runs.giveSample.handler(async ({ input: { waitId, ...sample }, context, errors }) => {
    const { runner, me } = context.workspace;
    const given = await runner.giveSample({ waitId, event: sampleEvent(context, sample), by: me });
    if (given.ok) return { runId: given.value };
    throw notDone(given.error, waitId, errors);
  }),

  sendEvent: door.runs.sendEvent.handler(async ({ input, context }) => {
    const event = sampleEvent(context, input);
    const { matchedRuns } = await context.workspace.runner.receive(event);
    return { eventId: event.event_id, matchedRuns: [...matchedRuns] };
  }),

  cancel: door.runs.cancel.handler(async ({ input: { runId, reason }, context: { workspace }, errors }) => {
    const cancelled = await workspace.runner.cancel(runId, workspace.me, reason);
    if (cancelled.ok) return { status: cancelled.value };
    const problem = cancelled.error;
    if (problem.kind === 'no-such-run') throw errors.NO_SUCH_RUN({ data: { runId } });
    throw errors.RUN_OVER({ message: problem.sentence, data: { status: problem.status } });
  }),
});

interface WaitRefusals {
  WAIT_OVER(options: { message: string; data: { waitId: WaitId } }): Error;
  NOT_ALLOWED(options: { message: string; data: { sentence: string } }): Error;
}

/** Why a draft's wait was not ended, as the call refuses it. */
const notDone = (problem: DraftWaitProblem, waitId: WaitId, errors: WaitRefusals): Error =>
  problem.kind === 'wait-over'
    ? errors.WAIT_OVER({ message: problem.sentence, data: { waitId } })
    : errors.NOT_ALLOWED({ message: problem.sentence, data: { sentence: problem.sentence } });

function sampleEvent(
  { workspace, newEventId }: HostContext,
  { product, eventType, payload }: { product: string; eventType: string; payload: BusEvent['payload'] },
): BusEvent {
  const eventId = newEventId();
  return {
    v: 1,
    event_id: eventId,
    product,
    event_type: eventType,
    org_id: workspace.orgId,
    idempotency_key: eventId,
    occurred_at: new Date(workspace.clock.nowUs() / 1000).toISOString(),
    payload,
  };
}
