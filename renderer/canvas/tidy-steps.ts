import type { StepId } from '../../engine/base/ids.ts';
import type { FlowEdit } from '../../engine/flow/flow-edit.ts';
import type { Flow, Point } from '../../engine/flow/flow.ts';
import { GRID } from './card-measures.ts';
import { freePlace, placeSteps } from './place-steps.ts';

/** The steps that tidying may lay out: those selected when there are several, else all. Pinned ones are laid out too, but stay. */
export const stepsToTidy = (flow: Flow, selection: readonly StepId[]): readonly StepId[] =>
  selection.length > 1 ? selection : flow.steps.map(({ id }) => id);

const isPinned = (flow: Flow, stepId: StepId): boolean => flow.layout?.[stepId]?.pinned === true;

/**
 * Moves steps to where they were laid out. The new drawing lies where the old one lay: about its pinned steps when it has some, else with its
 * corner at the old corner. What would cover a step that stays goes below it. Empty when every step stands there already.
 */
export function tidiedSteps(flow: Flow, laid: ReadonlyMap<StepId, Point>): readonly FlowEdit[] {
  const before = placeSteps(flow);
  const here = [...laid].filter(([id]) => before.has(id));
  const pinned = here.filter(([id]) => isPinned(flow, id));
  const was = (pinned.length > 0 ? pinned : here).flatMap(([id]) => before.get(id) ?? []);
  const is = (pinned.length > 0 ? pinned : here).map(([, point]) => point);
  const measure = pinned.length > 0 ? mean : corner;
  const [from, base] = [measure(is), measure(was)];
  const moving = here.filter(([id]) => !isPinned(flow, id));
  const movingIds = new Set(moving.map(([id]) => id));
  const staying = [...before].filter(([id]) => !movingIds.has(id)).map(([, point]) => point);
  const to: Record<StepId, Point> = {};
  for (const [id, point] of moving) {
    // Each part on the grid by itself: rounding the sum would move steps when the drawing is tidied again.
    const wish = { x: toGrid(base.x) + toGrid(point.x - from.x), y: toGrid(base.y) + toGrid(point.y - from.y) };
    const free = staying.length === 0 ? wish : freePlace(wish, staying);
    const at = before.get(id);
    if (at?.x !== free.x || at.y !== free.y) to[id] = free;
  }
  return Object.keys(to).length === 0 ? [] : [{ kind: 'move-steps', to }];
}

const mean = (points: readonly Point[]): Point => ({
  x: points.reduce((sum, { x }) => sum + x, 0) / Math.max(points.length, 1),
  y: points.reduce((sum, { y }) => sum + y, 0) / Math.max(points.length, 1),
});

const corner = (points: readonly Point[]): Point => ({
  x: points.reduce((low, { x }) => Math.min(low, x), points[0]?.x ?? 0),
  y: points.reduce((low, { y }) => Math.min(low, y), points[0]?.y ?? 0),
});

const toGrid = (pixels: number): number => Math.round(pixels / GRID) * GRID;
