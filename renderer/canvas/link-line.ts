import { getSmoothStepPath, Position } from '@xyflow/react';
import type { Point } from '../../engine/flow/flow.ts';
import { CARD_HEIGHT, CARD_WIDTH, handleY } from './card-measures.ts';

/** Where a link bends: x and y by turns, from the first card's edge to the second's. Every part of it is level or upright. */
export type LinkLine = readonly number[];

/** The line that the canvas library draws for a link, without its round corners. `way` is which of so many ways out it leaves by. */
export function linkLine(from: Point, to: Point, way: { readonly index: number; readonly count: number }): LinkLine {
  const [path] = getSmoothStepPath({
    sourceX: from.x + CARD_WIDTH,
    sourceY: from.y + handleY(way.index, way.count),
    sourcePosition: Position.Right,
    targetX: to.x,
    targetY: to.y + CARD_HEIGHT / 2,
    targetPosition: Position.Left,
    borderRadius: 0,
  });
  const numbers = path.match(/-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/g)?.map(Number) ?? [];
  const line: number[] = [];
  for (let at = 0; at + 1 < numbers.length; at += 2) {
    const [x = 0, y = 0] = [numbers[at], numbers[at + 1]];
    if (line.at(-2) !== x || line.at(-1) !== y) line.push(x, y);
  }
  return line;
}

/** How far a point is from a line. */
export function farFromLine(line: LinkLine, { x, y }: Point): number {
  let least = Infinity;
  for (let at = 0; at + 3 < line.length; at += 2) {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = line.slice(at, at + 4);
    const dx = Math.max(Math.min(x1, x2) - x, 0, x - Math.max(x1, x2));
    const dy = Math.max(Math.min(y1, y2) - y, 0, y - Math.max(y1, y2));
    least = Math.min(least, Math.hypot(dx, dy));
  }
  return least;
}
