import { safe } from '@orpc/client';
import { failureSentence } from '../bridge/failure-sentence.ts';
import type { Slice } from './studio.ts';

/** Remembered for the person, not for one workspace. */
const TOUR_KEY = 'atelier.tour';

/** The tour through the window, and publishing, where it ends. */
export interface TourSlice {
  /** The step that is shown, from 0; null while nobody takes the tour. */
  readonly tourAt: number | null;

  readonly showTour: (step: number) => void;
  /** It comes up by itself no more. */
  readonly endTour: () => void;
  /** Comes up by itself once. */
  readonly beginTourOnce: () => void;
  /** Makes the open drawing a version; a sentence when it could not be. */
  readonly publishFlow: (message: string) => Promise<string | null>;
}

export const tourSlice: Slice<TourSlice> =
  ({ host, storage, tell }) =>
  (set, get) => ({
    tourAt: null,

    showTour: tourAt => set({ tourAt }),
    endTour: () => {
      set({ tourAt: null });
      try {
        storage.setItem(TOUR_KEY, 'seen');
      } catch {
        // A full or forbidden storage shows the tour once more, and costs nothing else.
      }
    },
    beginTourOnce: () => {
      if (storage.getItem(TOUR_KEY) === null) set({ tourAt: 0 });
    },

    publishFlow: async message => {
      if (!(await get().saveDraft())) return 'The drawing could not be saved, so it was not published. Try again when it is saved.';
      const { openFlow } = get();
      if (openFlow === null) return 'There is no flow open to publish.';
      const { flowId, revision, flow } = openFlow;
      const { error, data } = await safe(host.flows.publish({ flowId, revision, message }));
      if (error !== null) return failureSentence(error);
      tell({ kind: 'done', sentence: `“${flow.name}” is published as version ${data.versionNo}.` });
      void get().readFlows();
      return null;
    },
  });
