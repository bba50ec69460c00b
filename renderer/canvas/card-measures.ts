import { Position } from '@xyflow/react';
import type { StepHandle } from '../../engine/steps/step-definition.ts';

/** The card is always this large: the canvas can leave out what is not in view without measuring it first. */
export const CARD_WIDTH = 240;
export const CARD_HEIGHT = 88;
/** What Alt+Arrow moves, and what dragging snaps to. */
export const GRID = 8;
/** Free room between a step and the one placed after it. */
export const GAP_X = 72;
export const GAP_Y = 48;

const HANDLE = 12;

/** Where the ways out leave the card's right edge, from its top: spread evenly about the middle. */
export function handleY(index: number, count: number): number {
  const apart = count === 2 ? 36 : 24;
  return CARD_HEIGHT / 2 + (index - (count - 1) / 2) * apart;
}

/** The card's handles as the canvas library wants them: top left corners and sizes. */
export const cardHandles = (ways: readonly Pick<StepHandle, 'field'>[]) => [
  {
    id: 'in',
    type: 'target' as const,
    position: Position.Left,
    x: -HANDLE / 2,
    y: CARD_HEIGHT / 2 - HANDLE / 2,
    width: HANDLE,
    height: HANDLE,
  },
  ...ways.map((way, index) => ({
    id: way.field,
    type: 'source' as const,
    position: Position.Right,
    x: CARD_WIDTH - HANDLE / 2,
    y: handleY(index, ways.length) - HANDLE / 2,
    width: HANDLE,
    height: HANDLE,
  })),
];
