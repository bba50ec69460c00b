import type { StepId } from '../../engine/base/ids.ts';
import type { Flow, Point } from '../../engine/flow/flow.ts';
import { CARD_HEIGHT, CARD_WIDTH, GAP_X, GAP_Y, GRID } from './card-measures.ts';
import { stepDistances } from './step-distances.ts';

/**
 * Where every step stands: as laid out, and, for a step without a place, in the column of its distance from the start, under what is there already.
 * The same flow always gives the same places.
 */
export function placeSteps(flow: Flow): ReadonlyMap<StepId, Point> {
  const places = new Map<StepId, Point>();
  for (const step of flow.steps) {
    const point = flow.layout?.[step.id];
    if (point !== undefined) places.set(step.id, point);
  }
  if (places.size === flow.steps.length) return places;
  const columns = stepDistances(flow);
  for (const step of flow.steps) {
    if (places.has(step.id)) continue;
    const wish = { x: (columns.get(step.id) ?? 0) * (CARD_WIDTH + GAP_X), y: 0 };
    places.set(step.id, freePlace(wish, [...places.values()]));
  }
  return places;
}

/** The first place at or under `wish` where a card covers no other. */
export function freePlace(wish: Point, taken: readonly Point[]): Point {
  let y = Math.round(wish.y / GRID) * GRID;
  const x = Math.round(wish.x / GRID) * GRID;
  const inWay = taken.filter(point => Math.abs(point.x - x) < CARD_WIDTH + GAP_Y / 2).toSorted((a, b) => a.y - b.y);
  for (const point of inWay)
    if (Math.abs(point.y - y) < CARD_HEIGHT + GAP_Y / 2) y = Math.ceil((point.y + CARD_HEIGHT + GAP_Y) / GRID) * GRID;
  return { x, y };
}
