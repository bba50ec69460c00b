import { IconBoxMultiple, IconNote } from '@tabler/icons-react';
import { isInGroup } from '../canvas/group-steps.ts';
import type { Studio } from '../state/studio.ts';
import { onCanvas, withStep } from './canvas-commands.ts';
import type { Command } from './command.ts';

const grouped = (studio: Studio): boolean =>
  withStep(studio) && studio.openFlow !== null && isInGroup(studio.openFlow.flow, studio.selection);

/** Notes and groups on the canvas. */
export const NOTE_COMMANDS: readonly Command[] = [
  {
    id: 'step.group',
    title: 'Group the selected steps',
    group: 'Canvas',
    icon: IconBoxMultiple,
    keys: ['Ctrl+G'],
    place: 'canvas',
    when: withStep,
    run: studio => studio.groupSelection(),
  },
  {
    id: 'step.ungroup',
    title: 'Take the selected steps out of their group',
    group: 'Canvas',
    icon: IconBoxMultiple,
    keys: ['Ctrl+Shift+G'],
    place: 'canvas',
    when: grouped,
    run: studio => studio.ungroupSelection(),
  },
  {
    id: 'group.rename',
    title: 'Rename the group of the selected step',
    group: 'Canvas',
    keys: ['Shift+F2'],
    place: 'canvas',
    when: grouped,
    run: studio => {
      const group = studio.openFlow?.flow.groups?.find(({ stepIds }) => stepIds.some(id => studio.selection.includes(id)));
      if (group !== undefined) studio.write({ kind: 'group', id: group.id });
    },
  },
  {
    id: 'note.add',
    title: 'Add a note',
    group: 'Canvas',
    icon: IconNote,
    keys: ['Shift+N'],
    place: 'canvas',
    when: onCanvas,
    run: studio => studio.addNote(),
  },
  {
    id: 'note.next',
    title: 'Go to the next note',
    group: 'Canvas',
    icon: IconNote,
    keys: ['M'],
    place: 'canvas',
    when: onCanvas,
    run: studio => studio.nextNote(),
  },
];
