import { IconClipboard, IconCopy, IconCopyPlus, IconScissors } from '@tabler/icons-react';
import { onSteps, withStepAnywhere } from './canvas-commands.ts';
import type { Command } from './command.ts';
import type { Studio } from '../state/studio.ts';

const withStepOrNote = (studio: Studio): boolean => withStepAnywhere(studio) || (onSteps(studio) && studio.selectedNotes.length > 0);

/** Steps and notes copied within a flow, and over the clipboard to others. */
export const CLIPBOARD_COMMANDS: readonly Command[] = [
  {
    id: 'step.copy',
    title: 'Copy',
    group: 'Steps',
    icon: IconCopy,
    keys: ['Ctrl+C'],
    byBrowser: true,
    place: 'steps',
    when: withStepOrNote,
    run: studio => void studio.putOnClipboard('copy'),
  },
  {
    id: 'step.cut',
    title: 'Cut',
    group: 'Steps',
    icon: IconScissors,
    keys: ['Ctrl+X'],
    byBrowser: true,
    place: 'steps',
    when: withStepOrNote,
    run: studio => void studio.putOnClipboard('cut'),
  },
  {
    id: 'step.paste',
    title: 'Paste',
    group: 'Steps',
    icon: IconClipboard,
    keys: ['Ctrl+V'],
    byBrowser: true,
    place: 'steps',
    when: onSteps,
    run: studio => void studio.pasteFromClipboard({ keepLinks: false }),
  },
  {
    id: 'step.paste-linked',
    title: 'Paste with the links that the originals had',
    group: 'Steps',
    icon: IconClipboard,
    keys: ['Ctrl+Shift+V'],
    byBrowser: true,
    place: 'steps',
    when: onSteps,
    run: studio => void studio.pasteFromClipboard({ keepLinks: true }),
  },
  {
    id: 'step.duplicate',
    title: 'Duplicate',
    group: 'Steps',
    icon: IconCopyPlus,
    keys: ['Ctrl+D'],
    place: 'steps',
    when: withStepOrNote,
    run: studio => studio.duplicateSelection(),
  },
];
