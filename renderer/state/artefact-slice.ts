import { safe } from '@orpc/client';
import type { Hash } from '../../engine/base/hash.ts';
import type { RunId } from '../../engine/base/ids.ts';
import type { ArtefactFormat } from '../../engine/exports/artefact-format.ts';
import type { OpenArtefact } from '../../engine/exports/open-artefact.ts';
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
  /** By `artefactKey`; a sentence says why one cannot be read. */
  readonly artefacts: Readonly<Record<string, OpenArtefact | string>>;

  /** Opens an artefact of a run in its tab. */
  readonly openArtefact: (runId: RunId, path: string) => void;
  readonly readArtefact: (runId: RunId, path: string) => Promise<void>;
  /** Hands the document to the person as a file; tells what went wrong. */
  readonly exportArtefact: (runId: RunId, path: string, as: ArtefactFormat) => Promise<void>;
  /** A window of a slice from an offset, or a sentence about why it cannot be read. */
  readonly readSliceWindow: (sliceHash: Hash, offset: number) => Promise<SliceWindow | string>;
}

/** What an artefact's tab is about, and where it stands in the store. */
export const artefactKey = (runId: RunId, path: string): string => `${runId} ${path}`;

export const artefactSlice: Slice<ArtefactSlice> =
  ({ host, tell, handOver }) =>
  (set, get) => ({
    artefacts: {},

    openArtefact: (runId, path) => get().openTab(pageTab('artefact', artefactKey(runId, path), path.split('/').at(-1) ?? path)),

    readArtefact: async (runId, path) => {
      const { error, data } = await safe(host.artefacts.read({ runId, path }));
      const key = artefactKey(runId, path);
      set({ artefacts: { ...get().artefacts, [key]: error === null ? data : failureSentence(error) } });
      // A tab is called by its file until the document's own title is known.
      if (data !== undefined) get().nameTab(`artefact ${key}`, data.title);
    },

    exportArtefact: async (runId, path, as) => {
      const { error, data } = await safe(host.artefacts.export({ runId, path, as }));
      if (error === null) {
        handOver(data);
        tell({ kind: 'done', sentence: `${data.name} was handed to you as a file.` });
      } else tell({ kind: 'trouble', sentence: `The document was not exported: ${failureSentence(error)}` });
    },

    readSliceWindow: async (sliceHash, offset) => {
      const { error, data } = await safe(host.runs.slice({ sliceHash, offset }));
      return error === null ? { ...data, offset } : failureSentence(error);
    },
  });
