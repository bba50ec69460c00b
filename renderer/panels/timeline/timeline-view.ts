import { clampZoom, fitOf, gapWidth, timelineAxis, type TimelineAxis, type TimelineView } from './timeline-axis.ts';
import { pieceAt, type TimelineScale } from './timeline-scale.ts';

/** Nearer (over 1) or farther (under 1), with the instant at `atPx` staying where it is. Null: the whole run is in view again. */
export function zoomView(scale: TimelineScale, axis: TimelineAxis, factor: number, atPx: number): TimelineView | null {
  const { widthPx } = axis;
  const pxPerUs = clampZoom(scale, widthPx, axis.pxPerUs * factor);
  const pinnedUs = axis.at(atPx);
  const whole = timelineAxis(scale, widthPx, { pxPerUs, leftUs: scale.startUs });
  return viewFrom(scale, whole, whole.x(pinnedUs) - atPx);
}

/** Moves what is in view; to the right with a positive `byPx`. */
export function panView(scale: TimelineScale, axis: TimelineAxis, byPx: number): TimelineView | null {
  const whole = timelineAxis(scale, axis.widthPx, { pxPerUs: axis.pxPerUs, leftUs: scale.startUs });
  return viewFrom(scale, whole, axis.leftPx + byPx);
}

/** With an instant in the middle. */
export const centreView = (scale: TimelineScale, axis: TimelineAxis, atUs: number): TimelineView | null =>
  panView(scale, axis, axis.x(atUs) - axis.widthPx / 2);

/** A range over the whole width. */
export function rangeView(scale: TimelineScale, widthPx: number, range: TimelineRange): TimelineView | null {
  const [from, to] = [shownAt(scale, range.fromUs), shownAt(scale, range.toUs)];
  const [shownUs, gaps] = [to.shownUs - from.shownUs, to.gaps - from.gaps];
  const fit = fitOf(scale, widthPx);
  if (fit.pxPerUs === 0) return null;
  const largest = widthPx / Math.max(shownUs + (gaps * fit.gapPx) / fit.pxPerUs, 1);
  // Once gaps have their full width, they take it from the time between them.
  const withFullGaps = (widthPx - gaps * gapWidth(scale, widthPx, largest)) / Math.max(shownUs, 1);
  const pxPerUs = clampZoom(scale, widthPx, Math.max(largest, withFullGaps));
  const whole = timelineAxis(scale, widthPx, { pxPerUs, leftUs: scale.startUs });
  return viewFrom(scale, whole, whole.x(range.fromUs));
}

/** A stretch of the run. */
export interface TimelineRange {
  readonly fromUs: number;
  readonly toUs: number;
}

/** `whole` stands with its left edge at the run's beginning. */
function viewFrom(scale: TimelineScale, whole: TimelineAxis, leftPx: number): TimelineView | null {
  if (whole.pxPerUs <= fitOf(scale, whole.widthPx).pxPerUs) return null;
  const most = whole.wholePx - whole.widthPx;
  return { pxPerUs: whole.pxPerUs, leftUs: leftPx >= most - 0.5 ? 'end' : whole.at(Math.max(leftPx, 0)) };
}

/** How much is drawn in proportion before an instant, and how many gaps, in parts of one too. */
function shownAt({ pieces }: TimelineScale, atUs: number): { readonly shownUs: number; readonly gaps: number } {
  const piece = pieceAt(pieces, atUs);
  const inUs = Math.min(Math.max(atUs, piece.fromUs), piece.toUs) - piece.fromUs;
  return piece.gap === null
    ? { shownUs: piece.shownBeforeUs + inUs, gaps: piece.gapsBefore }
    : { shownUs: piece.shownBeforeUs, gaps: piece.gapsBefore + inUs / Math.max(piece.toUs - piece.fromUs, 1) };
}
