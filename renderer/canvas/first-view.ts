import type { Point } from '../../engine/flow/flow.ts';
import { CARD_HEIGHT, CARD_WIDTH } from './card-measures.ts';
import { openingView, type View } from './opening-view.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where a flow is seen when it is opened: as it was left, unless nothing of it would be in sight; else as one sees it first. */
export function firstView(places: readonly Point[], start: Point | undefined, size: Size, left: View | undefined): View {
  return left !== undefined && places.some(place => isInSight(place, size, left)) ? left : openingView(places, start, size);
}

function isInSight({ x, y }: Point, size: Size, view: View): boolean {
  const [left, top] = [x * view.zoom + view.x, y * view.zoom + view.y];
  return left < size.width && top < size.height && left + CARD_WIDTH * view.zoom > 0 && top + CARD_HEIGHT * view.zoom > 0;
}
