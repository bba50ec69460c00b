import type { Studio } from '../state/studio.ts';
import type { Command } from './command.ts';
import { belongsToText } from './keys.ts';

/** Where the keyboard is when a key comes. */
export interface KeyPlace {
  /** The canvas has it, or nothing has. */
  readonly isCanvas: boolean;
  /** A text is being typed. */
  readonly isText: boolean;
}

/** The command that a key means here and now; null when it means none, or belongs to the text being typed. */
export function commandFor(name: string, place: KeyPlace, studio: Studio, commands: readonly Command[]): Command | null {
  if (place.isText && belongsToText(name)) return null;
  return (
    commands.find(command => command.keys.includes(name) && (command.place === 'window' || place.isCanvas) && command.when(studio)) ?? null
  );
}
