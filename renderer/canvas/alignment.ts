import type { Point } from '../../engine/flow/flow.ts';

/** A card or a note as it stands. */
export interface Standing extends Point {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

/** A line that shows what a dragged card stands in line with; both ends in the canvas's measure. */
export interface Guide {
  readonly from: Point;
  readonly to: Point;
}

export interface Aligned {
  readonly id: string;
  /** Where the card comes to stand: drawn to the line when it is near one. */
  readonly at: Point;
  readonly guides: readonly Guide[];
}

/** Nearer than this to a line, in the canvas's measure, a card is drawn to it. */
const NEAR = 5;
/** How far a line goes beyond the cards that it joins. */
const BEYOND = 16;

/** A dragged card among the others: in line with the nearest one whose edge or middle stands level with its own. */
export function aligned(dragged: Standing, others: readonly Standing[]): Aligned {
  const x = nearest(dragged, others, upright);
  const y = nearest(dragged, others, level);
  const at = { x: dragged.x + (x?.by ?? 0), y: dragged.y + (y?.by ?? 0) };
  const placed = { ...dragged, ...at };
  return {
    id: dragged.id,
    at,
    guides: [
      ...(x === null
        ? []
        : [
            {
              from: { x: x.line, y: Math.min(placed.y, x.other.y) - BEYOND },
              to: { x: x.line, y: Math.max(placed.y + placed.height, x.other.y + x.other.height) + BEYOND },
            },
          ]),
      ...(y === null
        ? []
        : [
            {
              from: { x: Math.min(placed.x, y.other.x) - BEYOND, y: y.line },
              to: { x: Math.max(placed.x + placed.width, y.other.x + y.other.width) + BEYOND, y: y.line },
            },
          ]),
    ],
  };
}

type Lines = (one: Standing) => readonly [number, number, number];
/** Left edge, middle, right edge; top, middle, bottom. */
const upright: Lines = ({ x, width }) => [x, x + width / 2, x + width];
const level: Lines = ({ y, height }) => [y, y + height / 2, y + height];

function nearest(dragged: Standing, others: readonly Standing[], lines: Lines) {
  let best: { readonly by: number; readonly line: number; readonly other: Standing; readonly far: number } | null = null;
  const own = lines(dragged);
  for (const other of others) {
    if (other.id === dragged.id) continue;
    const far = Math.abs(other.x - dragged.x) + Math.abs(other.y - dragged.y);
    for (const [index, line] of lines(other).entries()) {
      const by = line - (own[index] ?? 0);
      if (Math.abs(by) > NEAR) continue;
      if (best === null || Math.abs(by) < Math.abs(best.by) || (Math.abs(by) === Math.abs(best.by) && far < best.far))
        best = { by, line, other, far };
    }
  }
  return best;
}
