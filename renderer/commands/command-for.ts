import type { Studio } from '../state/studio.ts';
import type { Command } from './command.ts';
import { belongsToText } from './keys.ts';

/** Where the keyboard is when a key comes. */
export interface KeyPlace {
  /** The canvas has it, or nothing has. */
  readonly isCanvas: boolean;
  /** The outline has it, or nothing has. */
  readonly isOutline: boolean;
  /** The timeline has it, and no part of it that needs this key for itself. */
  readonly isTimeline: boolean;
  /** Nothing that needs letter keys for itself has it; a comparison that is in front may take them. */
  readonly isCompare: boolean;
  /** A text is being typed. */
  readonly isText: boolean;
}

/** The command that a key means here and now; null when it means none, or belongs to the text being typed. */
export function commandFor(name: string, place: KeyPlace, studio: Studio, commands: readonly Command[]): Command | null {
  if (place.isText && belongsToText(name)) return null;
  const isHere = {
    window: true,
    canvas: place.isCanvas,
    outline: place.isOutline,
    steps: place.isCanvas || place.isOutline,
    timeline: place.isTimeline,
    compare: place.isCompare,
  };
  return commands.find(command => command.keys.includes(name) && isHere[command.place] && command.when(studio)) ?? null;
}
