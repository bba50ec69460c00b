import type { TimelineAxis } from './timeline-axis.ts';

/** Shorter than this, a bar could not be seen. */
const THINNEST_PX = 3;
/** How far a bar goes on out of view: far enough that its rounded end is not seen. */
const BEYOND_PX = 8;

/** Where a stretch stands on the axis, cut to what is in view; null when nothing of it is. */
export function barPlace(
  axis: TimelineAxis,
  fromUs: number,
  toUs: number,
  thinnestPx = THINNEST_PX,
): { readonly left: number; readonly width: number } | null {
  const fromPx = axis.x(fromUs);
  const toPx = Math.max(axis.x(toUs), fromPx + thinnestPx);
  if (toPx < 0 || fromPx > axis.widthPx) return null;
  const left = Math.max(fromPx, -BEYOND_PX);
  return { left, width: Math.min(toPx, axis.widthPx + BEYOND_PX) - left };
}
