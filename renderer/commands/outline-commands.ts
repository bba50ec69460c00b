import {
  IconArrowDown,
  IconArrowUp,
  IconBraces,
  IconListTree,
  IconPencil,
  IconPlugConnected,
  IconPlus,
  IconSitemap,
  IconTrash,
} from '@tabler/icons-react';
import { FLOW_VIEWS, type FlowViewName } from '../state/desk.ts';
import type { RowMove } from '../state/outline-slice.ts';
import type { Studio } from '../state/studio.ts';
import { isFlowShown } from './canvas-commands.ts';
import type { Command } from './command.ts';

/** True while the outline of a flow lies in front, and nothing over it. */
const onOutline = (studio: Studio): boolean =>
  isFlowShown(studio) && studio.desk.flowView === 'outline' && studio.palette === null && studio.connecting === null;
const withRow = (studio: Studio): boolean => onOutline(studio) && studio.selection.length > 0;

const current = (studio: Studio) => studio.selection.at(-1) ?? null;

const outline = (id: string, title: string, keys: readonly string[], run: Command['run'], more: Partial<Command> = {}): Command => ({
  id: `outline.${id}`,
  title,
  group: 'Outline',
  keys,
  place: 'outline',
  when: withRow,
  run,
  ...more,
});

const go = (move: RowMove, title: string, key: string): Command =>
  outline(`go-${move}`, title, [key], studio => studio.goToRow(move), { when: onOutline });
const extend = (move: RowMove, title: string, key: string): Command =>
  outline(`extend-${move}`, title, [key], studio => studio.goToRow(move, { extend: true }));

const show = (view: FlowViewName, title: string, icon: Command['icon']): Command => ({
  id: `view.${view}`,
  title,
  group: 'Flow',
  ...(icon === undefined ? {} : { icon }),
  keys: [],
  place: 'window',
  when: studio => isFlowShown(studio) && studio.desk.flowView !== view,
  run: studio => studio.showFlowAs(view),
});

const turn = (studio: Studio, by: 1 | -1): void => {
  const next = FLOW_VIEWS[(FLOW_VIEWS.indexOf(studio.desk.flowView) + by + FLOW_VIEWS.length) % FLOW_VIEWS.length];
  if (next !== undefined) studio.showFlowAs(next);
};

/** The flow's steps as lines, by keyboard; and the ways a flow can be shown. */
export const OUTLINE_COMMANDS: readonly Command[] = [
  {
    id: 'view.next',
    title: 'Canvas, outline, JSON: the next',
    group: 'Flow',
    keys: ['Ctrl+E'],
    place: 'window',
    when: isFlowShown,
    run: studio => turn(studio, 1),
  },
  {
    id: 'view.before',
    title: 'Canvas, outline, JSON: the one before',
    group: 'Flow',
    keys: ['Ctrl+Shift+E'],
    place: 'window',
    when: isFlowShown,
    run: studio => turn(studio, -1),
  },
  show('canvas', 'Show the flow as a drawing', IconSitemap),
  show('outline', 'Show the flow as an outline', IconListTree),
  show('json', 'Show the flow as JSON', IconBraces),
  go('down', 'Next line', 'ArrowDown'),
  go('up', 'Line before', 'ArrowUp'),
  go('in', 'Unfold the branches, or go into them', 'ArrowRight'),
  go('out', 'Fold the branches, or go out to the step they leave', 'ArrowLeft'),
  go('first', 'First line', 'Home'),
  go('last', 'Last line', 'End'),
  go('page-down', 'Ten lines on', 'PageDown'),
  go('page-up', 'Ten lines back', 'PageUp'),
  extend('down', 'Select the next line too', 'Shift+ArrowDown'),
  extend('up', 'Select the line before too', 'Shift+ArrowUp'),
  outline('title', 'Write the title', ['Enter', 'F2'], studio => studio.rename(current(studio)), { icon: IconPencil }),
  outline('edit', 'Edit the step in the inspector', ['E'], studio => studio.focusField(current(studio), 'title')),
  outline('add-after', 'Add a step after the line', ['A', 'N'], studio => studio.addRow('after'), { when: onOutline, icon: IconPlus }),
  outline('add-before', 'Add a step before the line', ['Shift+A'], studio => studio.addRow('before'), { icon: IconPlus }),
  outline('connect', 'Connect the step to another', ['C'], studio => studio.startConnecting(current(studio)), { icon: IconPlugConnected }),
  outline('move-up', 'Move the step up', ['Alt+ArrowUp'], studio => studio.moveRow('up'), { icon: IconArrowUp }),
  outline('move-down', 'Move the step down', ['Alt+ArrowDown'], studio => studio.moveRow('down'), { icon: IconArrowDown }),
  outline('delete', 'Delete the steps and close the gap', ['Delete', 'Backspace', 'Ctrl+Delete'], studio => studio.removeRows(), {
    icon: IconTrash,
  }),
];
