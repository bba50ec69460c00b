import { IconMenu2, IconPlus } from '@tabler/icons-react';
import { CARD_HEIGHT, CARD_WIDTH, handleY } from '../canvas/card-measures.ts';
import { linkLine } from '../canvas/link-line.ts';
import { selectedTarget } from '../canvas/canvas-menus.ts';
import { placeSteps } from '../canvas/place-steps.ts';
import { drawnWays, targetOf } from '../canvas/step-links.ts';
import { stepOf, type Point } from '../../engine/flow/flow.ts';
import type { Studio } from '../state/studio.ts';
import { onCanvas } from './canvas-commands.ts';
import type { Command } from './command.ts';

/** The menu of what is selected, and what only it offers. */
export const MENU_COMMANDS: readonly Command[] = [
  {
    id: 'canvas.menu',
    title: 'Menu of what is selected',
    group: 'Canvas',
    icon: IconMenu2,
    keys: ['Shift+F10', 'ContextMenu'],
    place: 'canvas',
    when: onCanvas,
    run: studio => {
      const { hands } = studio;
      const at = selectedPoint(studio) ?? hands?.middle() ?? { x: 0, y: 0 };
      const stepId = studio.selection.at(-1);
      if (stepId !== undefined) hands?.bringIntoView(stepId);
      studio.openMenu({ target: selectedTarget(studio), at, screen: hands?.onScreen?.(at) ?? at, byKey: true });
    },
  },
  {
    id: 'link.insert',
    title: 'Insert a step into the link',
    group: 'Steps',
    icon: IconPlus,
    keys: [],
    place: 'canvas',
    when: studio => onCanvas(studio) && studio.selectedEdges.length === 1,
    run: studio => {
      const [way] = studio.selectedEdges;
      const middle = linkMiddle(studio);
      if (way === undefined || middle === null) return;
      const at = { x: middle.x - CARD_WIDTH / 2, y: middle.y - CARD_HEIGHT / 2 };
      studio.openPalette({ how: { kind: 'insert', ...way }, at, screen: studio.menu?.screen ?? studio.hands?.onScreen?.(middle) ?? null });
    },
  },
];

/** Where the menu of what is selected stands, in the canvas's measure: on the card's lower part, the link's middle, the note. */
function selectedPoint(studio: Studio): Point | null {
  const flow = studio.openFlow?.flow;
  const stepId = studio.selection.at(-1);
  if (flow === undefined) return null;
  const card = stepId === undefined ? undefined : placeSteps(flow).get(stepId);
  if (card !== undefined) return { x: card.x + CARD_WIDTH / 4, y: card.y + CARD_HEIGHT * 0.7 };
  const note = flow.notes?.find(({ id }) => id === studio.selectedNotes.at(-1));
  return linkMiddle(studio) ?? (note === undefined ? null : { x: note.x + 24, y: note.y + 24 });
}

function linkMiddle(studio: Studio): Point | null {
  const flow = studio.openFlow?.flow;
  const way = studio.selectedEdges.at(-1);
  const step = flow === undefined || way === undefined ? undefined : stepOf(flow, way.from);
  if (flow === undefined || way === undefined || step === undefined) return null;
  const places = placeSteps(flow);
  const target = targetOf(step, way.field);
  const [from, to] = [places.get(step.id), target === undefined || target === 'halt' ? undefined : places.get(target)];
  if (from === undefined || to === undefined) return null;
  const ways = drawnWays(step);
  const index = ways.findIndex(({ field }) => field === way.field);
  const line = linkLine(from, to, { index, count: ways.length });
  const half = Math.floor(line.length / 4) * 2;
  return { x: line[half] ?? from.x + CARD_WIDTH, y: line[half + 1] ?? from.y + handleY(index, ways.length) };
}
