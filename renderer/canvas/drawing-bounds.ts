import { NOTE_SIZE } from './extra-nodes.ts';
import { groupFrames } from './group-frames.ts';
import { CARD_HEIGHT, CARD_WIDTH } from './card-measures.ts';
import { placeSteps } from './place-steps.ts';
import type { StepId } from '../../engine/base/ids.ts';
import type { Flow } from '../../engine/flow/flow.ts';

/** A box in the canvas's measure. */
export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The box around all that is drawn of a flow, or around some of its steps; null when there is nothing. */
export function drawingBounds(flow: Flow, stepIds?: readonly StepId[]): Bounds | null {
  const places = placeSteps(flow);
  const cards = (stepIds ?? flow.steps.map(({ id }) => id)).flatMap(id => places.get(id) ?? []);
  const boxes: readonly Bounds[] = [
    ...cards.map(({ x, y }) => ({ x, y, width: CARD_WIDTH, height: CARD_HEIGHT })),
    ...(stepIds === undefined ? groupFrames(flow, places) : []),
    ...(stepIds === undefined
      ? (flow.notes ?? []).map(({ x, y, width = NOTE_SIZE.width, height = NOTE_SIZE.height }) => ({ x, y, width, height }))
      : []),
  ];
  if (boxes.length === 0) return null;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, width, height } of boxes) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}
