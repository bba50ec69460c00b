import type { Hash } from '../../engine/base/hash.ts';
import { failureSentence } from '../bridge/failure-sentence.ts';
import type { Slice } from './studio.ts';

/** As much of a large value as was asked for so far, as JSON text. */
export interface ReadValue {
  readonly text: string;
  /** Null until the first part is here. */
  readonly totalChars: number | null;
  readonly reading: boolean;
  /** Why it cannot be read, as a sentence. */
  readonly trouble: string | null;
}

/** Values that are too large to stand in trace rows, by their hash: what was read once never changes. */
export interface ValueSlice {
  readonly values: Readonly<Record<Hash, ReadValue>>;
  /** Reads the next part of a value; its first, when nothing of it is here. */
  readonly readValue: (hash: Hash) => Promise<void>;
}

const NOTHING: ReadValue = { text: '', totalChars: null, reading: false, trouble: null };

export const valueSlice: Slice<ValueSlice> =
  ({ host }) =>
  (set, get) => {
    const change = (hash: Hash, part: Partial<ReadValue>) =>
      set({ values: { ...get().values, [hash]: { ...(get().values[hash] ?? NOTHING), ...part } } });
    return {
      values: {},
      readValue: async hash => {
        const known = get().values[hash] ?? NOTHING;
        if (known.reading || known.totalChars === known.text.length) return;
        change(hash, { reading: true, trouble: null });
        try {
          const { text, totalChars } = await host.runs.value({ hash, offset: known.text.length });
          change(hash, { text: known.text + text, totalChars, reading: false });
        } catch (error) {
          change(hash, { reading: false, trouble: failureSentence(error) });
        }
      },
    };
  };
