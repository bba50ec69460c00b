import { pieceAt, type TimelineGap, type TimelinePiece, type TimelineScale } from './timeline-scale.ts';

/** What of a run is in view: how large a microsecond is drawn, and the instant at the left edge. `end`: the right edge stays at the run's end. */
export interface TimelineView {
  readonly pxPerUs: number;
  readonly leftUs: number | 'end';
}

/** Where the instants of a run stand on the `widthPx` pixels in view, with idle gaps folded to at most `GAP_PX` each. */
export interface TimelineAxis {
  readonly widthPx: number;
  readonly pxPerUs: number;
  /** How long the whole run is drawn, and what of it lies left of the view. */
  readonly wholePx: number;
  readonly leftPx: number;
  /** Those in view. */
  readonly gaps: readonly (TimelineGap & { readonly xPx: number; readonly widthPx: number })[];
  /** Marks of the ruler in view, in busy stretches only; `atUs` counts from the run's beginning. */
  readonly ticks: readonly { readonly xPx: number; readonly atUs: number }[];
  /** Clamped to the run; below 0 and over `widthPx` it is out of view. */
  readonly x: (atUs: number) => number;
  /** The other way round. */
  readonly at: (xPx: number) => number;
}

export const GAP_PX = 48;
const TICK_EVERY_PX = 64;
/** What a mark's words take at most. */
const LABEL_PX = 52;
/** The shortest time that is ever drawn over the whole width. */
const SHORTEST_VIEW_US = 1_000;

/** Piecewise linear: busy time is drawn in proportion, each gap alike. Without a view the whole run is fitted in. */
export function timelineAxis(scale: TimelineScale, widthPx: number, view: TimelineView | null = null): TimelineAxis {
  const fit = fitOf(scale, widthPx);
  const pxPerUs = view === null ? fit.pxPerUs : clampZoom(scale, widthPx, view.pxPerUs);
  const gapPx = gapWidth(scale, widthPx, pxPerUs);
  const startOf = (piece: TimelinePiece) => piece.shownBeforeUs * pxPerUs + piece.gapsBefore * gapPx;
  const widthOf = (piece: TimelinePiece) => (piece.gap === null ? (piece.toUs - piece.fromUs) * pxPerUs : gapPx);
  const whole = (atUs: number) => {
    const clamped = Math.min(Math.max(atUs, scale.startUs), scale.endUs);
    const piece = pieceAt(scale.pieces, clamped);
    const share = piece.toUs === piece.fromUs ? 0 : (clamped - piece.fromUs) / (piece.toUs - piece.fromUs);
    return startOf(piece) + Math.min(share, 1) * widthOf(piece);
  };
  const wholePx = scale.shownUs * pxPerUs + scale.gapCount * gapPx;
  const most = Math.max(0, wholePx - widthPx);
  const leftPx = view === null ? 0 : view.leftUs === 'end' ? most : Math.min(Math.max(whole(view.leftUs), 0), most);
  const first = scale.pieces.indexOf(pieceAt(scale.pieces, leftPx, startOf));
  const last = scale.pieces.indexOf(pieceAt(scale.pieces, leftPx + widthPx, startOf));
  const seen = scale.pieces.slice(first, last + 1).map(piece => ({ ...piece, xPx: startOf(piece) - leftPx, widthPx: widthOf(piece) }));
  return {
    widthPx,
    pxPerUs,
    wholePx,
    leftPx,
    gaps: seen.flatMap(piece => (piece.gap === null ? [] : [{ ...piece.gap, xPx: piece.xPx, widthPx: piece.widthPx }])),
    ticks: seen.flatMap(piece => (piece.gap === null ? ticksIn(piece, scale.startUs, pxPerUs, widthPx) : [])),
    x: atUs => whole(atUs) - leftPx,
    at: xPx => {
      const place = Math.min(Math.max(xPx + leftPx, 0), wholePx);
      const piece = pieceAt(scale.pieces, place, startOf);
      const width = widthOf(piece);
      return piece.fromUs + (width === 0 ? 0 : Math.min((place - startOf(piece)) / width, 1)) * (piece.toUs - piece.fromUs);
    },
  };
}

/** No smaller than the whole run in view, no larger than a thousandth of a second over the width. */
export function clampZoom(scale: TimelineScale, widthPx: number, pxPerUs: number): number {
  const fit = fitOf(scale, widthPx).pxPerUs;
  return Math.max(fit, Math.min(pxPerUs, widthPx / SHORTEST_VIEW_US));
}

/** A gap's width: all that is left for it while the whole run is in view, and growing to `GAP_PX` as one zooms in. */
export function gapWidth(scale: TimelineScale, widthPx: number, pxPerUs: number): number {
  const fit = fitOf(scale, widthPx);
  return fit.pxPerUs === 0 ? fit.gapPx : Math.min(GAP_PX, (fit.gapPx * Math.max(pxPerUs, fit.pxPerUs)) / fit.pxPerUs);
}

/** How large time and gaps are drawn with the whole run in view. */
export function fitOf({ gapCount, shownUs }: TimelineScale, widthPx: number): { readonly pxPerUs: number; readonly gapPx: number } {
  const gapPx = gapCount === 0 ? 0 : Math.min(GAP_PX, (widthPx * 0.6) / gapCount);
  return { gapPx, pxPerUs: shownUs === 0 ? 0 : Math.max(0, widthPx - gapPx * gapCount) / shownUs };
}

/** Round instants (1, 2 or 5 times a power of ten) about `TICK_EVERY_PX` apart; none so near the end that its word would be cut. */
function ticksIn(
  piece: TimelinePiece & { readonly xPx: number; readonly widthPx: number },
  startUs: number,
  pxPerUs: number,
  axisPx: number,
): { xPx: number; atUs: number }[] {
  if (pxPerUs <= 0 || piece.widthPx < TICK_EVERY_PX / 2) return [];
  const stepUs = roundUp(TICK_EVERY_PX / pxPerUs);
  const fromUs = piece.fromUs - startUs;
  const seenFromUs = fromUs + Math.max(0, -piece.xPx) / pxPerUs;
  const lastPx = Math.min(piece.xPx + piece.widthPx, axisPx) - LABEL_PX;
  const ticks: { xPx: number; atUs: number }[] = [];
  for (let atUs = Math.ceil(seenFromUs / stepUs) * stepUs; ; atUs += stepUs) {
    const xPx = piece.xPx + (atUs - fromUs) * pxPerUs;
    if (xPx > lastPx) return ticks;
    ticks.push({ xPx, atUs });
  }
}

function roundUp(us: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(us, 1)));
  const times = [1, 2, 5, 10].find(factor => factor * power >= us) ?? 10;
  return times * power;
}
