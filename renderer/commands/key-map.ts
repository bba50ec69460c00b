import { z } from 'zod';
import type { Command } from './command.ts';

/** A person's own keys: all keys of a command, by the command's id. A command that is not named has those it comes with. */
export const KeyMap = z.record(z.string().max(100), z.array(z.string().max(60)).max(8));
export type KeyMap = z.infer<typeof KeyMap>;

type Keyed = Pick<Command, 'id' | 'keys'>;

/** The commands with the person's own keys. */
export const withOwnKeys = <One extends Keyed>(commands: readonly One[], map: KeyMap): readonly One[] =>
  commands.map(command => {
    const own = Object.hasOwn(map, command.id) ? map[command.id] : undefined;
    return own === undefined ? command : { ...command, keys: own };
  });

/** The map after a command got these keys; one that got back those it comes with is named no more. */
export function keysSet(map: KeyMap, command: Keyed, keys: readonly string[]): KeyMap {
  const { [command.id]: _before, ...others } = map;
  return sameKeys(keys, command.keys) ? others : { ...others, [command.id]: [...keys] };
}

/** The places in which a key of one place is heard as well. */
const HEARD_WITH: Readonly<Record<Command['place'], readonly Command['place'][]>> = {
  window: ['window', 'canvas', 'outline', 'steps', 'timeline', 'compare'],
  canvas: ['window', 'canvas', 'steps'],
  outline: ['window', 'outline', 'steps'],
  steps: ['window', 'canvas', 'outline', 'steps'],
  timeline: ['window', 'timeline'],
  compare: ['window', 'compare'],
};

/** The other commands that this key means where it would mean this one. `commands` with the keys they have now. */
export const conflictsOf = <One extends Command>(command: Command, key: string, commands: readonly One[]): readonly One[] =>
  commands.filter(
    other => other.id !== command.id && other.keys.includes(key) && HEARD_WITH[command.place].some(place => place === other.place),
  );

const sameKeys = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((key, index) => key === b[index]);
