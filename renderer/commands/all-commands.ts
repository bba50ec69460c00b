import { CANVAS_COMMANDS } from './canvas-commands.ts';
import { OBSERVATORY_COMMANDS } from '../panels/observatory/observatory-commands.ts';
import { COMPARE_COMMANDS } from '../panels/compare/compare-commands.ts';
import { EVENTS_COMMANDS } from '../panels/events/events-commands.ts';
import { INBOX_COMMANDS } from '../panels/inbox/inbox-commands.ts';
import { RUN_COMMANDS } from '../panels/runs/run-commands.ts';
import { TIMELINE_COMMANDS } from '../panels/timeline/timeline-commands.ts';
import { CLIPBOARD_COMMANDS } from './clipboard-commands.ts';
import { DRAWING_COMMANDS } from './drawing-commands.ts';
import type { Command } from './command.ts';
import { LIBRARY_COMMANDS } from './library-commands.ts';
import { MENU_COMMANDS } from './menu-commands.ts';
import { NOTE_COMMANDS } from './note-commands.ts';
import { OUTLINE_COMMANDS } from './outline-commands.ts';
import { WINDOW_COMMANDS } from './window-commands.ts';

/** Everything that can be done by a command; keys, finder and the list of keys read this one list. */
export const ALL_COMMANDS: readonly Command[] = [
  ...CANVAS_COMMANDS,
  ...CLIPBOARD_COMMANDS,
  ...DRAWING_COMMANDS,
  ...NOTE_COMMANDS,
  ...MENU_COMMANDS,
  ...OUTLINE_COMMANDS,
  ...RUN_COMMANDS,
  ...INBOX_COMMANDS,
  ...EVENTS_COMMANDS,
  ...COMPARE_COMMANDS,
  ...TIMELINE_COMMANDS,
  ...OBSERVATORY_COMMANDS,
  ...LIBRARY_COMMANDS,
  ...WINDOW_COMMANDS,
];
