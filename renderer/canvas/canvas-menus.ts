import type { Command } from '../commands/command.ts';
import type { Studio } from '../state/studio.ts';

/** What a menu on the canvas is about. */
export type MenuTarget = 'step' | 'link' | 'note' | 'group' | 'canvas';

/** Ids of commands, in groups, as they stand in the menus. */
const MENUS: Readonly<Record<MenuTarget, readonly (readonly string[])[]>> = {
  step: [
    ['step.edit', 'step.rename', 'step.append', 'step.link'],
    ['step.copy', 'step.cut', 'step.duplicate'],
    ['step.group', 'step.ungroup', 'step.pin', 'canvas.tidy'],
    ['view.fit-selection', 'select.downstream', 'select.upstream'],
    ['step.delete', 'step.delete-heal'],
  ],
  link: [['link.insert'], ['step.delete']],
  note: [['step.edit'], ['step.copy', 'step.cut', 'step.duplicate'], ['step.delete']],
  group: [
    ['group.rename', 'step.ungroup'],
    ['step.copy', 'step.cut', 'step.duplicate'],
    ['canvas.tidy', 'view.fit-selection'],
    ['step.delete'],
  ],
  canvas: [
    ['step.add', 'note.add'],
    ['step.paste', 'step.paste-linked'],
    ['select.all', 'canvas.tidy'],
    ['view.fit', 'view.actual', 'flow.find'],
    ['flow.undo', 'flow.redo'],
  ],
};

/** Where the target is before everybody's eyes, fewer words do. */
const SHORT: Readonly<Record<string, string>> = {
  'step.edit': 'Edit',
  'step.append': 'Add a step after it',
  'step.link': 'Link to another step',
  'step.pin': 'Pin, or let go',
  'step.group': 'Group',
  'step.ungroup': 'Take out of the group',
  'group.rename': 'Rename the group',
  'canvas.tidy': 'Tidy',
  'step.paste-linked': 'Paste with links',
  'select.downstream': 'Select all downstream',
  'select.upstream': 'Select all upstream',
  'link.insert': 'Insert a step here',
};

/** A command's words in a menu. */
export const menuTitle = ({ id, title }: Pick<Command, 'id' | 'title'>): string => SHORT[id] ?? title;

/** What can be done now with what the menu is about, from the one list of commands; groups of which nothing can be done are left out. */
export function menuCommands(target: MenuTarget, commands: readonly Command[], studio: Studio): readonly (readonly Command[])[] {
  const byId = new Map(commands.map(command => [command.id, command]));
  return MENUS[target]
    .map(ids => ids.flatMap(id => byId.get(id) ?? []).filter(command => command.when(studio)))
    .filter(group => group.length > 0);
}

/** Every command that a menu names. */
export const MENU_COMMAND_IDS: readonly string[] = Object.values(MENUS).flat(2);

/** What a menu opened by key is about: what was selected last. */
export function selectedTarget({ selection, selectedEdges, selectedNotes }: Studio): MenuTarget {
  if (selection.length > 0) return 'step';
  if (selectedEdges.length > 0) return 'link';
  return selectedNotes.length > 0 ? 'note' : 'canvas';
}
