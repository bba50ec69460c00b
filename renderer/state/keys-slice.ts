import { KeyMap } from '../commands/key-map.ts';
import type { Slice } from './studio.ts';

/** Remembered for the person, not for one workspace. */
const KEYS_KEY = 'atelier.keys';

/** The person's own keys. */
export interface KeysSlice {
  readonly keyMap: KeyMap;
  readonly setKeyMap: (map: KeyMap) => void;
  /** All keys as Atelier comes with them; offers to take that back. */
  readonly resetKeys: () => void;
}

export const keysSlice: Slice<KeysSlice> =
  ({ storage, tell }) =>
  (set, get) => ({
    keyMap: readKeyMap(storage.getItem(KEYS_KEY)),
    setKeyMap: keyMap => {
      set({ keyMap });
      try {
        storage.setItem(KEYS_KEY, JSON.stringify(keyMap));
      } catch {
        tell({ kind: 'trouble', sentence: 'The browser keeps nothing more, so your keys hold only until this window closes.' });
      }
    },
    resetKeys: () => {
      const { keyMap, setKeyMap } = get();
      setKeyMap({});
      tell({
        kind: 'done',
        sentence: 'All keys are as Atelier comes with them.',
        action: { words: 'Undo', run: () => get().setKeyMap(keyMap) },
      });
    },
  });

function readKeyMap(text: string | null): KeyMap {
  if (text === null) return {};
  try {
    return KeyMap.safeParse(JSON.parse(text)).data ?? {};
  } catch {
    return {};
  }
}
