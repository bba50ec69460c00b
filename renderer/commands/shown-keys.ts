import { ALL_COMMANDS } from './all-commands.ts';
import type { Command } from './command.ts';
import { keyLabel } from './keys.ts';

/**
 * What tooltips show in the place of a key that a command comes with: the key it has now, or nothing. A key that several commands come with in
 * different places is shown as it is: which of them a tooltip means cannot be told.
 */
export function shownKeys(commands: readonly Command[], isMac: boolean): (shown: string) => string {
  const now = new Map(commands.map(({ id, keys }) => [id, keys[0]]));
  const own = new Map<string, string | null>();
  for (const { id, keys } of ALL_COMMANDS)
    for (const key of keys) {
      const shown = keyLabel(key, false);
      const first = now.get(id);
      own.set(shown, own.has(shown) ? null : first === undefined ? '' : keyLabel(first, isMac));
    }
  return shown => own.get(shown) ?? shown;
}
