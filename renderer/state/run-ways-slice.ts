import { safe } from '@orpc/client';
import type { FlowId, PacketId, RunId, StepId, WaitId } from '../../engine/base/ids.ts';
import type { Json, JsonObject } from '../../engine/base/json.ts';
import type { RunPlan } from '../../engine/cache/run-plan.ts';
import type { Run } from '../../engine/trace/run.ts';
import { failureSentence } from '../bridge/failure-sentence.ts';
import { answered } from '../panels/runs/answered-start.ts';
import { notStarted } from '../panels/runs/start-refusal.ts';
import { pickedPacket } from '../panels/runs/picked-packet.ts';
import type { Slice } from './studio.ts';

/** A live run that waits for a person's word: which version on which packet, and what it will reach. */
export interface LiveQuestion {
  readonly flowId: FlowId;
  readonly packetId: PacketId;
  readonly versionNo: number;
  /** Null while it is being found out. */
  readonly plan: RunPlan | null;
  /** Why nobody can say what it would reach, as a sentence. */
  readonly trouble: string | null;
}

/** The ways to run that are not from start to end in a draft. */
export interface RunWaysSlice {
  /** The flow that Run takes live; null, and any other flow, is a draft. Forgotten when another flow is opened. */
  readonly liveFlow: FlowId | null;
  readonly liveQuestion: LiveQuestion | null;
  /** The step from which a run is about to be done again, for the person to look at what is reused. */
  readonly runFrom: StepId | null;

  readonly setMode: (mode: 'draft' | 'live') => void;
  /** Finds out what the newest version would reach, and asks. */
  readonly askLive: () => Promise<void>;
  readonly answerLive: (goOn: boolean) => Promise<void>;
  /** Asks before it runs again from a step; null asks no more. */
  readonly askRunFrom: (stepId: StepId | null) => void;
  /** A fork of the shown run under the drawing as it is. */
  readonly forkFrom: (stepId: StepId) => Promise<void>;
  /** Goes on where the shown run was to stop, by one step or to the end; begins one where there is none to go on with. */
  readonly goOn: (how: 'one-step' | 'to-the-end') => Promise<void>;
  /** Moves time on to the deadline of a draft's wait; null when it was, else a sentence. */
  readonly skipWait: (waitId: WaitId) => Promise<string | null>;
  /** Gives a draft a sample of the event that it waits for; null when it was taken, else a sentence. */
  readonly giveSample: (sample: {
    readonly waitId: WaitId;
    readonly product: string;
    readonly eventType: string;
    readonly payload: JsonObject;
  }) => Promise<string | null>;
}

export const runWaysSlice: Slice<RunWaysSlice> =
  ({ host, tell }) =>
  (set, get) => ({
    liveFlow: null,
    liveQuestion: null,
    runFrom: null,

    setMode: mode => set({ liveFlow: mode === 'live' ? (get().openFlow?.flowId ?? null) : null }),

    askLive: async () => {
      const { openFlow, desk, packets } = get();
      if (openFlow === null) return;
      const { flowId, flow } = openFlow;
      const packetId = pickedPacket(packets ?? [], flow, desk.packets[flowId])?.packetId;
      const versionNo = get().flows?.find(head => head.flowId === flowId)?.latestVersionNo ?? null;
      if (versionNo === null || packetId === undefined) {
        const sentence =
          versionNo === null
            ? 'Only a published version runs live, and this flow has none yet. Publish it, or run the draft.'
            : 'There is no packet to run on: add one under Packets, then run again.';
        set({ startRefusal: notStarted(sentence) });
        return;
      }
      const question = { flowId, packetId, versionNo };
      set({ liveQuestion: { ...question, plan: null, trouble: null } });
      const { error, data } = await safe(host.runs.plan({ ...question, mode: 'live' }));
      if (get().liveQuestion === null) return;
      set({
        liveQuestion: { ...question, plan: error === null ? data : null, trouble: error === null ? null : failureSentence(error) },
      });
    },

    answerLive: async goOn => {
      const question = get().liveQuestion;
      set({ liveQuestion: null });
      if (question === null || !goOn) return;
      const { flowId, packetId, versionNo } = question;
      await get().startAsked(() => answered(host.runs.start({ flowId, packetId, versionNo, mode: 'live' })));
    },

    askRunFrom: runFrom => {
      const { shownRun, openFlow } = get();
      const run = shownRun?.run ?? null;
      if (runFrom !== null && (run === null || run.flowId !== openFlow?.flowId || !run.visits.some(({ stepId }) => stepId === runFrom))) {
        tell({
          kind: 'trouble',
          sentence:
            'The shown run did not come to this step, so there is nothing to reuse before it. Run the flow first, or run to this step.',
        });
        return;
      }
      set({ runFrom });
    },

    forkFrom: async stepId => {
      const { shownRun, openFlow } = get();
      set({ runFrom: null });
      if (shownRun === null || openFlow === null) return;
      const { runId } = shownRun;
      const version = { flowId: openFlow.flowId, versionNo: null };
      await get().startAsked(() => answered(host.runs.fork({ runId, at: stepId, version, pins: 'use' })));
    },

    goOn: async how => {
      const { openFlow, shownRun, startedOn, desk, packets } = get();
      if (openFlow === null) return;
      const picked = pickedPacket(packets ?? [], openFlow.flow, desk.packets[openFlow.flowId])?.packetId;
      const until = how === 'one-step' ? { until: { kind: 'one_step' as const } } : {};
      const after = restingPlace(shownRun?.run ?? null, openFlow.flowId);
      // With another packet picked there is nothing to go on with.
      const isOnPicked = startedOn?.runId !== after?.runId || startedOn?.packetId === picked;
      if (after === null || !isOnPicked) {
        await get().startAsked(wish => answered(host.runs.start({ ...wish, mode: 'draft', ...until })));
        return;
      }
      const version = { flowId: openFlow.flowId, versionNo: null };
      await get().startAsked(() =>
        answered(host.runs.fork({ runId: after.runId, at: after.stepId, after: true, version, pins: 'use', ...until })),
      );
    },

    skipWait: async waitId => {
      const { error } = await safe(host.runs.skipWait({ waitId }));
      return error === null ? null : failureSentence(error);
    },

    giveSample: async ({ payload, ...sample }) => {
      const { error } = await safe(host.runs.giveSample({ ...sample, payload: mutable(payload) }));
      return error === null ? null : failureSentence(error);
    },
  });

/** The contract's types have no readonly lists and records; nothing writes into them. */
const mutable = (record: JsonObject): Record<string, never> & Record<string, Json> => record as Record<string, never>; // true: reading only

/** Where a run of this flow stopped because it was to go no farther; null for any other run. */
export function restingPlace(run: Run | null, flowId: FlowId): { readonly runId: RunId; readonly stepId: StepId } | null {
  if (run === null || run.flowId !== flowId || run.state.status !== 'halted') return null;
  const { cause } = run.state;
  return cause.kind === 'reached' ? { runId: run.runId, stepId: cause.stepId } : null;
}
