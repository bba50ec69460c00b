import { safe } from '@orpc/client';
import type { FlowId, PacketId, RunId, StepId } from '../../engine/base/ids.ts';
import { ROWS_A_BATCH } from '../../engine/contract/runs.ts';
import type { LedgerRow } from '../../engine/ledger/ledger-row.ts';
import { moreRows, NO_ROWS, type FoldedTrace } from '../../engine/trace/run-moment.ts';
import type { RunSummary } from '../../engine/trace/run-summary.ts';
import type { RunUntil, TraceRow } from '../../engine/trace/trace-row.ts';
import { failureSentence } from '../bridge/failure-sentence.ts';
import { follow } from '../bridge/follow.ts';
import { answered } from '../panels/runs/answered-start.ts';
import { notStarted, type StartRefusal } from '../panels/runs/start-refusal.ts';
import { pickedPacket } from '../panels/runs/picked-packet.ts';
import { PLAN_PANEL_ID } from './plan-slice.ts';
import { isRunInFront } from './run-list-slice.ts';
import type { Slice } from './studio.ts';

/** The run that canvas, timeline and details show: its rows, and what they fold to. */
export interface ShownRun extends FoldedTrace {
  readonly runId: RunId;
  /** Why its rows cannot be read, as a sentence. */
  readonly trouble: string | null;
}

/** Runs as the window shows them. */
export interface RunSlice {
  /** Of the open flow, newest first; null until they have been read. */
  readonly runs: readonly RunSummary[] | null;
  /** Whose runs these are. */
  readonly runsOf: FlowId | null;
  readonly shownRun: ShownRun | null;
  /** How far the step under way has come, from 0 to 1; null where it does not say. */
  readonly stepProgress: { readonly stepId: StepId; readonly share: number } | null;
  /** A run is being started: the draft is being saved, or the host is asked. */
  readonly starting: boolean;
  readonly startRefusal: StartRefusal | null;
  /** On which packet the last run was started from this window. */
  readonly startedOn: { readonly runId: RunId; readonly packetId: PacketId } | null;

  /** The workspace's stream told that a run changed; null: it was opened (again), anything may have. */
  readonly runsChanged: (runId: RunId | null) => void;
  /** Reads the runs of a flow and shows the newest of them, unless one of them is shown already. */
  readonly readRuns: (flowId: FlowId) => Promise<void>;
  /** Shows a run and follows it until it ends or another is shown; null shows none. */
  readonly showRun: (runId: RunId | null) => void;
  /** Shows a run with its flow, and in the inspector what it did in a step. */
  readonly goToStep: (flowId: FlowId, runId: RunId, stepId: StepId) => Promise<void>;
  /** The only way in which a shown run changes. Rows that are known already are passed over. */
  readonly rowArrived: (runId: RunId, rows: readonly TraceRow[]) => void;
  /** Saves the draft, then starts it on the picked packet and shows the run; in live mode it asks first. */
  readonly startRun: (until?: RunUntil) => Promise<void>;
  /** Saves what was typed, then has `ask` start something on the picked packet, and shows the run. */
  readonly startAsked: (ask: (wish: { readonly flowId: FlowId; readonly packetId: PacketId }) => Promise<Started>) => Promise<void>;
  /** Stops the shown run. */
  readonly stopRun: () => Promise<void>;
  readonly forgetRefusal: () => void;
  /** All ledger rows of a run, in order; rejects with what the host says. */
  readonly readLedger: (runId: RunId) => Promise<readonly LedgerRow[]>;
}

/** What the host says to a wish for a run. */
export type Started = { readonly runId: RunId } | { readonly refusal: StartRefusal };

const LISTED = 200;
/** Changes of runs come in bursts, one for each step. */
const GATHER_MS = 120;
/** A run that goes on is drawn at most so often, however fast its rows come. */
const DRAW_EVERY_MS = 80;

export const runSlice: Slice<RunSlice> = needs => (set, get) => {
  const { host, wire } = needs;
  let stopFollowing = new AbortController();
  let callOff: (() => void) | null = null;
  let startedHere: RunId | null = null;

  // Rows that have come and are not shown yet: a long run is shown once all its rows are here, a fast one a few times a second.
  let come: TraceRow[] = [];
  let callOffDraw: (() => void) | null = null;
  const draw = (runId: RunId) => {
    callOffDraw?.();
    callOffDraw = null;
    if (come.length === 0) return;
    const rows = come;
    come = [];
    get().rowArrived(runId, rows);
    callOffDraw = needs.later(DRAW_EVERY_MS, () => draw(runId));
  };
  const rowsCame = (runId: RunId, rows: readonly TraceRow[]) => {
    // Heard anew from its beginning, after the wire was lost.
    if (rows[0]?.seq !== (come.at(-1)?.seq ?? 0) + 1) come = [];
    come.push(...rows);
    if (rows.length === ROWS_A_BATCH) {
      callOffDraw?.();
      callOffDraw = needs.later(DRAW_EVERY_MS, () => draw(runId));
    } else if (callOffDraw === null || come.length > ROWS_A_BATCH) draw(runId);
  };

  const refuse = (startRefusal: StartRefusal) => set({ starting: false, startRefusal });
  const gather = () => {
    callOff?.();
    callOff = needs.later(GATHER_MS, () => {
      callOff = null;
      const { openFlow, readRuns, readInbox } = get();
      if (openFlow !== null) void readRuns(openFlow.flowId);
      void readInbox();
      set({ runNews: get().runNews + 1 });
    });
  };

  return {
    runs: null,
    runsOf: null,
    shownRun: null,
    stepProgress: null,
    starting: false,
    startRefusal: null,
    startedOn: null,

    runsChanged: gather,

    readRuns: async flowId => {
      try {
        const runs = await host.runs.list({ flowId, limit: LISTED });
        if (get().openFlow?.flowId !== flowId) return;
        set({ runs, runsOf: flowId });
        const { shownRun, showRun } = get();
        const isOfThisFlow = shownRun !== null && (runs.some(run => run.runId === shownRun.runId) || shownRun.run?.flowId === flowId);
        // A run on a page of its own stays, whatever flow lies behind it.
        const isOnItsPage = shownRun !== null && isRunInFront(get().desk, shownRun.runId);
        if (!isOfThisFlow && !isOnItsPage) showRun(runs[0]?.runId ?? null);
      } catch (error) {
        if (wire.connection() === 'open') needs.tell({ kind: 'trouble', sentence: failureSentence(error) });
      }
    },

    showRun: runId => {
      if (get().shownRun?.runId === runId) return;
      stopFollowing.abort();
      callOffDraw?.();
      [callOffDraw, come] = [null, []];
      const stop = (stopFollowing = new AbortController());
      set({ shownRun: runId === null ? null : { runId, ...NO_ROWS, trouble: null }, past: null, shownVisit: null, stepProgress: null });
      if (runId === null) return;
      follow(
        signal => host.runs.watch({ runId }, { signal }),
        rows => rowsCame(runId, rows),
        wire,
        stop.signal,
      ).catch((error: unknown) => {
        const { shownRun } = get();
        if (shownRun?.runId === runId) set({ shownRun: { ...shownRun, trouble: failureSentence(error) } });
      });
      follow(
        signal => host.runs.progress({ runId }, { signal }),
        stepProgress => {
          if (get().shownRun?.runId === runId) set({ stepProgress });
        },
        wire,
        stop.signal,
      ).catch(() => undefined); // the rows say what is wrong; without progress the run is shown all the same
    },

    goToStep: async (flowId, runId, stepId) => {
      await get().showFlow(flowId);
      get().showRun(runId);
      get().select([stepId]);
      get().showInspector('run-details');
    },

    rowArrived: (runId, rows) => {
      const { shownRun } = get();
      if (shownRun?.runId !== runId) return;
      const trace = moreRows(shownRun, rows);
      const { run } = trace;
      if (run === null || trace === shownRun) return;
      const isOver = get().stepProgress?.stepId !== run.visits.at(-1)?.stepId || run.visits.at(-1)?.endedAtUs !== null;
      set({ shownRun: { runId, ...trace, trouble: null }, ...(isOver && { stepProgress: null }) });
      // A run that was started in this window asks in this window, once for each wait.
      if (runId === startedHere && run.state.status === 'waiting' && shownRun.run?.state.status !== 'waiting') {
        get().select([run.state.stepId]);
        get().showInspector('run-details');
      }
    },

    startRun: async until => {
      if (get().liveFlow !== null && get().liveFlow === get().openFlow?.flowId) return get().askLive();
      return get().startAsked(wish => answered(host.runs.start({ ...wish, mode: 'draft', ...(until === undefined ? {} : { until }) })));
    },

    startAsked: async ask => {
      const { openFlow, desk, starting } = get();
      if (openFlow === null || starting) return;
      const { flowId, flow } = openFlow;
      const packetId = pickedPacket(get().packets ?? [], flow, desk.packets[flowId])?.packetId;
      if (packetId === undefined) {
        refuse(notStarted('There is no packet to run on: add one under Packets, then run again.'));
        return;
      }
      set({ starting: true, startRefusal: null });
      if (!(await get().saveEdits(packetId))) {
        refuse(
          notStarted(
            'A slice of the packet could not be saved, so the run would not see what you wrote. Put it right under Packets, then run again.',
          ),
        );
        return;
      }
      if (!(await get().saveDraft())) {
        refuse(notStarted('The drawing could not be saved, so the run would not be what you see. Try again when it is saved.'));
        return;
      }
      const started = await ask({ flowId, packetId });
      if ('refusal' in started) {
        refuse(started.refusal);
        return;
      }
      set({ starting: false, startedOn: { runId: started.runId, packetId } });
      startedHere = started.runId;
      // The next run of this flow begins with the same packet, though nobody picked it.
      get().pickPacket(flowId, packetId);
      // What was planned is happening now.
      if (get().desk.bottomPanel === PLAN_PANEL_ID) get().showBottom('timeline');
      get().showRun(started.runId);
      gather();
    },

    stopRun: async () => {
      const { shownRun } = get();
      if (shownRun === null) return;
      const { error } = await safe(host.runs.cancel({ runId: shownRun.runId, reason: null }));
      if (error !== null) needs.tell({ kind: 'trouble', sentence: failureSentence(error) });
    },

    forgetRefusal: () => set({ startRefusal: null }),

    readLedger: runId => host.runs.ledger({ runId }),
  };
};
