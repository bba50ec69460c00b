import { IconPencil, IconPlugConnected, IconPlus, IconTrash } from '@tabler/icons-react';
import { CARD_HEIGHT, CARD_WIDTH, GRID } from '../canvas/card-measures.ts';
import { placeSteps } from '../canvas/place-steps.ts';
import { nearest, reach, walk, type Direction } from '../canvas/walk.ts';
import type { Studio } from '../state/studio.ts';
import type { Command } from './command.ts';

/** True while the drawing of a flow lies in front, and nothing over it. */
export const onCanvas = (studio: Studio): boolean => isFlowShown(studio) && studio.desk.flowView === 'canvas' && studio.palette === null;
/** True while the flow's steps lie in front, as a drawing or as an outline, and nothing over them. */
export const onSteps = (studio: Studio): boolean => isFlowShown(studio) && studio.desk.flowView !== 'json' && studio.palette === null;
/** True when a step is selected there. */
export const withStepAnywhere = (studio: Studio): boolean => onSteps(studio) && studio.selection.length > 0;
/** True when a step is selected on the canvas. */
export const withStep = (studio: Studio): boolean => onCanvas(studio) && studio.selection.length > 0;
const withNote = (studio: Studio): boolean => onCanvas(studio) && studio.selectedNotes.length > 0;
const withAnything = (studio: Studio): boolean =>
  onCanvas(studio) && studio.selection.length + studio.selectedEdges.length + studio.selectedNotes.length > 0;

/** True while a flow lies in front, and not a page. */
export const isFlowShown = (studio: Studio): boolean =>
  studio.openFlow !== null && studio.desk.tabs.find(tab => tab.id === studio.desk.activeTab)?.kind === 'flow';

const arrows: readonly { readonly key: string; readonly direction: Direction; readonly x: number; readonly y: number }[] = [
  { key: 'ArrowRight', direction: 'right', x: 1, y: 0 },
  { key: 'ArrowLeft', direction: 'left', x: -1, y: 0 },
  { key: 'ArrowDown', direction: 'down', x: 0, y: 1 },
  { key: 'ArrowUp', direction: 'up', x: 0, y: -1 },
];

const go = (studio: Studio, direction: Direction): void => {
  const flow = studio.openFlow?.flow;
  if (flow === undefined) return;
  const places = placeSteps(flow);
  const from = studio.selection.at(-1) ?? null;
  // While a link is drawn the target may stand anywhere; else one walks along the links.
  const next = studio.linkingFrom !== null && from !== null ? nearest(places, from, direction) : walk(flow, places, from, direction);
  if (next === null) return;
  studio.select([next]);
  studio.hands?.bringIntoView(next);
};

/** Steps and links by hand and by key. */
export const CANVAS_COMMANDS: readonly Command[] = [
  {
    id: 'step.add',
    title: 'Add a step',
    group: 'Steps',
    icon: IconPlus,
    keys: ['N'],
    place: 'canvas',
    when: onCanvas,
    run: ({ openPalette, menu }) =>
      openPalette({
        how: { kind: 'free' },
        // Asked for by the canvas's menu, it stands where the hand was.
        at: menu === null ? null : { x: menu.at.x - CARD_WIDTH / 2, y: menu.at.y - CARD_HEIGHT / 2 },
        screen: menu?.screen ?? null,
      }),
  },
  {
    id: 'step.append',
    title: 'Add a step after the selected one',
    group: 'Steps',
    icon: IconPlus,
    keys: ['A', 'Tab', 'Ctrl+ArrowRight'],
    place: 'canvas',
    when: onCanvas,
    run: studio => studio.append(),
  },
  {
    id: 'step.append-pass',
    title: 'Add a step on the pass side of a gate',
    group: 'Steps',
    keys: ['Ctrl+ArrowUp'],
    place: 'steps',
    when: withStepAnywhere,
    run: studio => studio.append('onPass'),
  },
  {
    id: 'step.append-fail',
    title: 'Add a step on the fail side of a gate',
    group: 'Steps',
    keys: ['Ctrl+ArrowDown'],
    place: 'steps',
    when: withStepAnywhere,
    run: studio => studio.append('onFail'),
  },
  {
    id: 'step.rename',
    title: 'Rename the step',
    group: 'Steps',
    icon: IconPencil,
    keys: ['F2'],
    place: 'canvas',
    when: withStep,
    run: studio => studio.rename(studio.selection.at(-1) ?? null),
  },
  {
    id: 'step.edit',
    title: 'Edit the step in the inspector, or the note',
    group: 'Steps',
    keys: ['Enter'],
    place: 'canvas',
    when: studio => withStep(studio) || withNote(studio),
    run: studio => {
      const to = studio.selection.at(-1);
      const [note] = studio.selectedNotes;
      if (to === undefined) {
        if (note !== undefined) studio.write({ kind: 'note', id: note });
        return;
      }
      if (studio.linkingFrom !== null) studio.link({ ...studio.linkingFrom, to });
      else studio.focusField(to, FIRST_FIELD);
    },
  },
  {
    id: 'step.link',
    title: 'Link the step by keyboard',
    group: 'Steps',
    icon: IconPlugConnected,
    keys: ['C'],
    place: 'canvas',
    when: withStep,
    run: studio => studio.startLinking(),
  },
  {
    id: 'step.delete',
    title: 'Delete',
    group: 'Steps',
    icon: IconTrash,
    keys: ['Delete', 'Backspace'],
    place: 'canvas',
    when: withAnything,
    run: studio => studio.removeSelection({ heal: false }),
  },
  {
    id: 'step.delete-heal',
    title: 'Delete and close the gap',
    group: 'Steps',
    icon: IconTrash,
    keys: ['Ctrl+Delete', 'Ctrl+Backspace'],
    place: 'canvas',
    when: withStep,
    run: studio => studio.removeSelection({ heal: true }),
  },
  {
    id: 'select.all',
    title: 'Select all steps',
    group: 'Canvas',
    keys: ['Ctrl+A'],
    place: 'window',
    when: onSteps,
    run: studio => studio.select(studio.openFlow?.flow.steps.map(step => step.id) ?? []),
  },
  {
    id: 'select.none',
    title: 'Select nothing',
    group: 'Canvas',
    keys: ['Escape'],
    place: 'steps',
    when: onSteps,
    run: studio => {
      if (studio.linkingFrom !== null) studio.stopLinking();
      else {
        studio.select([]);
        studio.selectEdges([]);
        studio.selectNotes([]);
      }
    },
  },
  {
    id: 'select.downstream',
    title: 'Add everything downstream to the selection',
    group: 'Canvas',
    keys: ['Shift+ArrowRight'],
    place: 'steps',
    when: withStepAnywhere,
    run: studio => studio.select(studio.openFlow === null ? [] : reach(studio.openFlow.flow, studio.selection, 'downstream')),
  },
  {
    id: 'select.upstream',
    title: 'Add everything upstream to the selection',
    group: 'Canvas',
    keys: ['Shift+ArrowLeft'],
    place: 'steps',
    when: withStepAnywhere,
    run: studio => studio.select(studio.openFlow === null ? [] : reach(studio.openFlow.flow, studio.selection, 'upstream')),
  },
  ...arrows.map(({ key, direction }): Command => ({
    id: `walk.${direction}`,
    title: `Go ${direction}`,
    group: 'Canvas',
    keys: [key],
    place: 'canvas',
    when: onCanvas,
    run: studio => go(studio, direction),
  })),
  ...arrows.flatMap(({ key, direction, x, y }): Command[] => [
    {
      id: `nudge.${direction}`,
      title: `Move ${direction} by one grid`,
      group: 'Canvas',
      keys: [`Alt+${key}`],
      place: 'canvas',
      when: withAnything,
      run: studio => studio.nudge({ x: x * GRID, y: y * GRID }),
    },
    {
      id: `nudge-far.${direction}`,
      title: `Move ${direction} by five grids`,
      group: 'Canvas',
      keys: [`Alt+Shift+${key}`],
      place: 'canvas',
      when: withAnything,
      run: studio => studio.nudge({ x: x * GRID * 5, y: y * GRID * 5 }),
    },
  ]),
];

/** The inspector's first field: the step's title. */
const FIRST_FIELD = 'title';
