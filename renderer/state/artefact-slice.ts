import { safe } from '@orpc/client';
import type { Hash } from '../../engine/base/hash.ts';
import type { RunId } from '../../engine/base/ids.ts';
import { foldRows } from '../../engine/trace/fold-run.ts';
import type { Run } from '../../engine/trace/run.ts';
import { failureSentence } from '../bridge/failure-sentence.ts';
import { pageTab } from './desk.ts';
import type { Slice } from './studio.ts';

/** A part of a slice as a run saw it. */
export interface SliceWindow {
  readonly name: string;
  readonly offset: number;
  readonly text: string;
  readonly totalChars: number;
}

/** Artefacts that lie open, and the evidence they cite. */
export interface ArtefactSlice {
  /** Runs whose artefacts lie open, as far as they are needed for that; a sentence says why one cannot be read. */
  readonly artefactRuns: Readonly<Record<RunId, Run | string>>;

  /** Opens an artefact of a run in its tab. */
  readonly openArtefact: (runId: RunId, path: string) => void;
  /** Reads a run up to where its artefact was written. */
  readonly readArtefactRun: (runId: RunId, path: string) => Promise<void>;
  /** A window of a slice from an offset, or a sentence about why it cannot be read. */
  readonly readSliceWindow: (sliceHash: Hash, offset: number) => Promise<SliceWindow | string>;
}

export const artefactSlice: Slice<ArtefactSlice> =
  ({ host }) =>
  (set, get) => ({
    artefactRuns: {},

    openArtefact: (runId, path) => get().openTab(pageTab('artefact', `${runId} ${path}`, path.split('/').at(-1) ?? path)),

    readArtefactRun: async (runId, path) => {
      const keep = (run: Run | string) => set({ artefactRuns: { ...get().artefactRuns, [runId]: run } });
      const hasIt = (run: Run) => run.artefacts.some(artefact => artefact.path === path) || run.endedAtUs !== null;
      const shown = get().shownRun?.run;
      if (shown?.runId === runId && hasIt(shown)) {
        keep(shown);
        return;
      }
      const stop = new AbortController();
      try {
        let run: Run | null = null;
        for await (const rows of await host.runs.watch({ runId }, { signal: stop.signal })) {
          run = foldRows(run, rows);
          if (hasIt(run)) break;
        }
        keep(run ?? 'This run has no rows.');
      } catch (error) {
        keep(failureSentence(error));
      } finally {
        stop.abort();
      }
    },

    readSliceWindow: async (sliceHash, offset) => {
      const { error, data } = await safe(host.runs.slice({ sliceHash, offset }));
      return error === null ? { ...data, offset } : failureSentence(error);
    },
  });
