import type { Point } from '../../engine/flow/flow.ts';
import { CARD_HEIGHT, CARD_WIDTH } from './card-measures.ts';

/** What part of the drawing is seen: `x` and `y` of its origin in the canvas's pixels. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** Farther out than this, cards are hard to read. */
const READABLE = 0.75;
/** Room for what lies over the canvas's edges: toolbox above, zoom and map below. */
const MARGIN = { x: 48, top: 64, bottom: 56 };

/** How far out the whole of a drawing needs; no nearer than what small drawings may be looked at from. */
export const farthest = (
  { width, height }: { readonly width: number; readonly height: number },
  room: { readonly width: number; readonly height: number },
): number => Math.max(0.001, Math.min(0.05, (room.width / Math.max(width, 1)) * 0.75, (room.height / Math.max(height, 1)) * 0.75));

/** Where a flow is seen first: all of it when it can be read so, else from its start, as far as it goes. */
export function openingView(
  places: readonly Point[],
  start: Point | undefined,
  size: { readonly width: number; readonly height: number },
): View {
  const [first] = places;
  if (first === undefined) return { x: size.width / 2, y: size.height / 2, zoom: 1 };
  const left = Math.min(...places.map(point => point.x));
  const right = Math.max(...places.map(point => point.x)) + CARD_WIDTH;
  const top = Math.min(...places.map(point => point.y));
  const bottom = Math.max(...places.map(point => point.y)) + CARD_HEIGHT;
  const room = { width: Math.max(size.width - 2 * MARGIN.x, 1), height: Math.max(size.height - MARGIN.top - MARGIN.bottom, 1) };
  const fitting = Math.min(room.width / (right - left), room.height / (bottom - top), 1);
  const middle = MARGIN.top + room.height / 2;
  if (fitting >= READABLE)
    return { x: size.width / 2 - ((left + right) / 2) * fitting, y: middle - ((top + bottom) / 2) * fitting, zoom: fitting };
  const zoom = Math.max(READABLE, Math.min(0.85, room.height / (bottom - top)));
  const at = start ?? first;
  // When its height fits, the whole height stands in the middle; else the start does, unless that leaves an empty band above the drawing.
  const isWhole = (bottom - top) * zoom <= room.height;
  const y = middle - (isWhole ? (top + bottom) / 2 : at.y + CARD_HEIGHT / 2) * zoom;
  return { x: MARGIN.x - at.x * zoom, y: isWhole ? y : Math.min(y, MARGIN.top + MARGIN.bottom / 2 - top * zoom), zoom };
}
