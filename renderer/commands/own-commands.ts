import { useMemo } from 'react';
import { useStudio, type Studio } from '../state/studio.ts';
import { ALL_COMMANDS } from './all-commands.ts';
import type { Command } from './command.ts';
import { withOwnKeys, type KeyMap } from './key-map.ts';

const known = new WeakMap<KeyMap, readonly Command[]>();

/** Every command with the keys that this person has for it. The same list as long as the keys are the same. */
export function ownCommands({ keyMap }: Pick<Studio, 'keyMap'>): readonly Command[] {
  const before = known.get(keyMap);
  if (before !== undefined) return before;
  const commands = withOwnKeys(ALL_COMMANDS, keyMap);
  known.set(keyMap, commands);
  return commands;
}

export function useOwnCommands(): readonly Command[] {
  const keyMap = useStudio(studio => studio.keyMap);
  return useMemo(() => ownCommands({ keyMap }), [keyMap]);
}
