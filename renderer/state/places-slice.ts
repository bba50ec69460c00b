import type { FlowId, StepId } from '../../engine/base/ids.ts';
import { stepOf } from '../../engine/flow/flow.ts';
import type { Aligned } from '../canvas/alignment.ts';
import type { Slice } from './studio.ts';

/** A flow, and the step in it that was looked at. */
export interface VisitedPlace {
  readonly flowId: FlowId;
  readonly stepId: StepId | null;
}

/** Where one has been, to go back and forward; and the line that a dragged card stands along. */
export interface PlacesSlice {
  readonly visited: readonly VisitedPlace[];
  /** Which of them one is at; −1 before the first. */
  readonly visitedAt: number;
  /** Goes to the place before (−1) or after (1); past places that are gone. */
  readonly goVisited: (by: 1 | -1) => Promise<void>;
  readonly aligned: Aligned | null;
  readonly align: (aligned: Aligned | null) => void;
}

/** A step that is only passed on the way is no place. */
const REST_MS = 600;
const MOST_PLACES = 100;

export const placesSlice: Slice<PlacesSlice> = needs => (set, get, store) => {
  let callOff: (() => void) | null = null;
  const note = () => {
    const { openFlow, selection, visited, visitedAt } = get();
    if (openFlow === null || selection.length > 1) return;
    const here: VisitedPlace = { flowId: openFlow.flowId, stepId: selection[0] ?? null };
    const now = visited[visitedAt];
    if (now?.flowId === here.flowId && (now.stepId === here.stepId || here.stepId === null)) return;
    const all = [...visited.slice(0, visitedAt + 1), here].slice(-MOST_PLACES);
    set({ visited: all, visitedAt: all.length - 1 });
  };
  store.subscribe((now, before) => {
    if (now.selection === before.selection && now.openFlow?.flowId === before.openFlow?.flowId) return;
    callOff?.();
    callOff = needs.later(REST_MS, note);
  });
  return {
    visited: [],
    visitedAt: -1,
    goVisited: async by => {
      callOff?.();
      note();
      const { visited, visitedAt } = get();
      for (let at = visitedAt + by; at >= 0 && at < visited.length; at += by) {
        const place = visited[at];
        if (place === undefined || !(await isThere(place))) continue;
        set({ visitedAt: at });
        get().select(place.stepId === null ? [] : [place.stepId]);
        if (place.stepId !== null) get().hands?.bringIntoView(place.stepId);
        callOff?.();
        get().hands?.focus();
        return;
      }
      get().announce(by < 0 ? 'There is no place before this one.' : 'There is no place after this one.');
    },
    aligned: null,
    align: aligned => {
      if (get().aligned !== aligned) set({ aligned });
    },
  };

  /** Opens the place's flow; false when flow or step are gone. */
  async function isThere({ flowId, stepId }: VisitedPlace): Promise<boolean> {
    if (get().openFlow?.flowId !== flowId) {
      if (get().flows?.some(flow => flow.flowId === flowId) === false) return false;
      await get().showFlow(flowId);
    }
    const open = get().openFlow;
    return open?.flowId === flowId && (stepId === null || stepOf(open.flow, stepId) !== undefined);
  }
};
