import type { StepId } from '../../engine/base/ids.ts';
import type { Point } from '../../engine/flow/flow.ts';
import { laidPlaces, tidyGraph } from '../canvas/tidy-graph.ts';
import { placeSteps } from '../canvas/place-steps.ts';
import { stepsToTidy, tidiedSteps } from '../canvas/tidy-steps.ts';
import { countOf } from '../ui/format-count.ts';
import type { Slice } from './studio.ts';

/** The drawing put in order, and the steps that stay where they are when it is. */
export interface TidySlice {
  readonly isTidying: boolean;
  /** Lays the selected steps out, all of them when fewer than two are selected; one deed. */
  readonly tidy: () => Promise<void>;
  /** Pins the selected steps where they stand; lets them go when all of them are pinned. */
  readonly pinSelection: () => void;
}

export const tidySlice: Slice<TidySlice> = needs => (set, get) => ({
  isTidying: false,
  tidy: async () => {
    const { openFlow, selection, isTidying } = get();
    if (openFlow === null || isTidying) return;
    const { flow, flowId } = openFlow;
    const stepIds = stepsToTidy(flow, selection);
    if (stepIds.length === 0) return;
    set({ isTidying: true });
    get().announce(`Tidying ${countOf(stepIds.length, 'step')}.`);
    try {
      const laid = laidPlaces(await needs.layOut(tidyGraph(flow, stepIds, placeSteps(flow))));
      const now = get().openFlow;
      // Another flow lies open by now: what was laid out is not its.
      if (now?.flowId !== flowId) return;
      const edits = tidiedSteps(now.flow, laid);
      if (edits.length === 0) {
        get().announce('Everything stands in order already.');
        return;
      }
      get().edit(edits, { label: stepIds.length === flow.steps.length ? 'tidy the drawing' : `tidy ${countOf(stepIds.length, 'step')}` });
      if (stepIds.length === flow.steps.length) get().hands?.fit();
      get().announce('Tidied.');
    } catch {
      needs.tell({
        kind: 'trouble',
        sentence: 'The drawing could not be tidied: its layout did not come back. Nothing was moved; try again.',
      });
    } finally {
      set({ isTidying: false });
    }
  },
  pinSelection: () => {
    const { openFlow, selection } = get();
    if (openFlow === null || selection.length === 0) return;
    const { flow } = openFlow;
    const places = placeSteps(flow);
    const pinned = !selection.every(id => flow.layout?.[id]?.pinned === true);
    const at: Record<StepId, Point> = {};
    for (const id of selection) {
      const place = places.get(id);
      if (place !== undefined) at[id] = { x: place.x, y: place.y };
    }
    get().edit([{ kind: 'pin-steps', at, pinned }]);
    get().announce(`${pinned ? 'Pinned' : 'Let go of'} ${countOf(selection.length, 'step')}.`);
  },
});
