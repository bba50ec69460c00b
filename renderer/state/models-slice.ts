import { safe } from '@orpc/client';
import type { ConnectionTestView, ModelClassName, ModelsView } from '../../engine/contract/models.ts';
import type { Host } from '../bridge/host.ts';
import { failureSentence } from '../bridge/failure-sentence.ts';
import type { Slice } from './studio.ts';

/** Which models answer, their keys, prices and limits, as the window shows them. No key is ever held here. */
export interface ModelsSlice {
  /** Null until it has been read. */
  readonly models: ModelsView | null;
  /** Why it could not be read, as a sentence. */
  readonly modelsTrouble: string | null;
  /** What came of the last test of a class; `asking` while it runs. */
  readonly modelTests: Partial<Record<ModelClassName, ConnectionTestView | 'asking'>>;

  readonly readModels: () => Promise<void>;
  /** Which model answers has changed somewhere: what is shown is read again. */
  readonly modelsChanged: () => void;
  /** Changes something and takes up the picture after it. Null when it was done, else a sentence. */
  readonly changeModels: (change: (models: Host['models']) => Promise<ModelsView>) => Promise<string | null>;
  readonly testModel: (modelClass: ModelClassName) => Promise<void>;
}

export const modelsSlice: Slice<ModelsSlice> =
  ({ host }) =>
  (set, get) => ({
    models: null,
    modelsTrouble: null,
    modelTests: {},

    readModels: async () => {
      const { error, data } = await safe(host.models.read());
      set(error === null ? { models: data, modelsTrouble: null } : { modelsTrouble: failureSentence(error) });
    },
    modelsChanged: () => {
      if (get().models !== null) void get().readModels();
    },
    changeModels: async change => {
      const { error, data } = await safe(change(host.models));
      if (error !== null) return failureSentence(error);
      set({ models: data, modelsTrouble: null });
      return null;
    },
    testModel: async modelClass => {
      set({ modelTests: { ...get().modelTests, [modelClass]: 'asking' } });
      const { error, data } = await safe(host.models.test({ modelClass }));
      const told = error === null ? data : { ok: false, sentence: failureSentence(error), costMicroUsd: 0 };
      set({ modelTests: { ...get().modelTests, [modelClass]: told } });
    },
  });
