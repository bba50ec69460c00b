import { isDefinedError, safe } from '@orpc/client';
import type { FlowId, RunId } from '../../engine/base/ids.ts';
import type { Flow } from '../../engine/flow/flow.ts';
import type { RunFilter, RunPage, RunPlace } from '../../engine/trace/run-filter.ts';
import type { RunSummary } from '../../engine/trace/run-summary.ts';
import { RUNS_PAGE_ID, runsTab, type RunQuery } from '../panels/all-runs/run-query.ts';
import { RUN_PAGE_ID, runTab } from '../panels/all-runs/run-tab.ts';
import { FLOAT_BELOW_PX } from './desk.ts';
import type { Slice } from './studio.ts';

/** What became of runs that a person stopped together. */
export interface StoppedRuns {
  readonly stopped: number;
  /** They had ended already. */
  readonly over: number;
  /** Why the others were not stopped, the first reason. */
  readonly trouble: string | null;
}

/** Runs of all flows, and single runs by their address. */
export interface RunListSlice {
  /** Grows whenever a run of the workspace changed: lists look again. */
  readonly runNews: number;

  /** Opens the list of runs, in the place of the one that is open. */
  readonly openRuns: (query: RunQuery) => void;
  /** Opens a run on a page of its own. */
  readonly openRun: (runId: RunId, title?: string) => void;
  /** Timeline, inspector and names of steps follow the run whose page is in front: its flow is opened behind it. */
  readonly followRun: (runId: RunId, flowId: FlowId) => Promise<void>;
  /** Rejects with what the host says, as the next ones do. */
  readonly searchRuns: (filter: RunFilter, before: RunPlace | null, limit: number) => Promise<RunPage>;
  readonly readOutcomes: () => Promise<readonly string[]>;
  readonly readRun: (runId: RunId) => Promise<{ readonly run: RunSummary; readonly flow: Flow }>;
  /** Stops runs one after another, telling how many are done; goes no further when `signal` aborts. */
  readonly stopRuns: (
    runIds: readonly RunId[],
    reason: string | null,
    told: (done: number) => void,
    signal: AbortSignal,
  ) => Promise<StoppedRuns>;
}

export const runListSlice: Slice<RunListSlice> =
  ({ host, room }) =>
  (set, get) => ({
    runNews: 0,

    openRuns: query => {
      const { desk, replaceTab, openTab } = get();
      const open = desk.tabs.find(tab => tab.kind === 'page' && tab.panelId === RUNS_PAGE_ID);
      const wished = runsTab(query);
      // In a narrow window the inspector would lie over the list.
      if (room.widthPx < FLOAT_BELOW_PX) get().foldInspector(true);
      if (open === undefined || open.id === wished.id) openTab(wished);
      else {
        openTab(open);
        replaceTab(open.id, wished);
      }
    },
    openRun: (runId, title = 'Run') => get().openTab(runTab(runId, title)),
    followRun: async (runId, flowId) => {
      const isKnown = get().flows?.some(flow => flow.flowId === flowId) === true;
      if (isKnown && get().openFlow?.flowId !== flowId) {
        const page = get().desk.tabs.find(tab => tab.id === runTab(runId, '').id);
        await get().showFlow(flowId);
        // The flow's tab came to the front, as it does; the page goes before it again.
        if (page !== undefined) get().openTab(page);
      }
      get().showRun(runId);
    },
    searchRuns: (filter, before, limit) => host.runs.search({ filter, before, limit }),
    readOutcomes: () => host.runs.outcomes(),
    readRun: runId => host.runs.read({ runId }),

    stopRuns: async (runIds, reason, told, signal) => {
      let [stopped, over] = [0, 0];
      let trouble: string | null = null;
      for (const [index, runId] of runIds.entries()) {
        if (signal.aborted) break;
        const { error } = await safe(host.runs.cancel({ runId, reason }));
        if (error === null) stopped += 1;
        else if (isDefinedError(error) && error.code === 'RUN_OVER') over += 1;
        else trouble ??= error.message;
        told(index + 1);
      }
      set({ runNews: get().runNews + 1 });
      return { stopped, over, trouble };
    },
  });

/** Whether the page of this run is in front: then no list of another flow takes its place. */
export const isRunInFront = (
  desk: { readonly tabs: readonly { readonly id: string }[]; readonly activeTab: string | null },
  runId: RunId,
): boolean => desk.activeTab === `${RUN_PAGE_ID} ${runId}`;
