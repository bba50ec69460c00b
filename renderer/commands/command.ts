import type { Icon } from '@tabler/icons-react';
import type { StudioStore } from '../state/studio.ts';

/** Where in the list of keys and in the finder a command stands. */
export const COMMAND_GROUPS = ['Flow', 'Canvas', 'Steps', 'Outline', 'Run', 'Timeline', 'Window'] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

/** One thing that can be done: read by keys, finder, buttons and the list of keys alike. */
export interface Command {
  /** `step.delete`; never changes. */
  readonly id: string;
  readonly title: string;
  readonly group: CommandGroup;
  readonly icon?: Icon;
  /** Names as `keyName` gives them; the first is shown. */
  readonly keys: readonly string[];
  /** The browser carries its keys out, as an event of its own that the canvas follows: copy, cut, paste. */
  readonly byBrowser?: true;
  /** `canvas`, `outline`, `timeline`: its keys work while that has the keyboard; `steps`: on canvas and outline alike; `compare`: while a comparison is in front; `window`: everywhere. */
  readonly place: 'canvas' | 'outline' | 'steps' | 'timeline' | 'compare' | 'window';
  readonly when: (studio: ReturnType<StudioStore['getState']>) => boolean;
  readonly run: (studio: ReturnType<StudioStore['getState']>) => void;
}
