import type { TimelineSpan } from './timeline-spans.ts';

/** A wait long enough to be folded away. */
export interface TimelineGap {
  readonly fromUs: number;
  readonly toUs: number;
  /** Of the row that waits. */
  readonly rowKey: string;
}

/** Where the instants of a run stand on `widthPx` pixels, with idle gaps folded to `GAP_PX` each. */
export interface TimelineAxis {
  readonly widthPx: number;
  readonly gaps: readonly (TimelineGap & { readonly xPx: number; readonly widthPx: number })[];
  /** Marks of the ruler, in busy stretches only; `atUs` counts from the run's beginning. */
  readonly ticks: readonly { readonly xPx: number; readonly atUs: number }[];
  /** Clamped to the axis. */
  readonly x: (atUs: number) => number;
}

export const GAP_PX = 48;
const SHORTEST_GAP_US = 1_000_000;
const TICK_EVERY_PX = 64;
/** What a mark's words take at most. */
const LABEL_PX = 52;

/**
 * Piecewise linear: busy time shares the width that the folded gaps leave, in proportion. A gap is a stretch in which nothing works, at least
 * a second long and at least a quarter of all busy time, so that waiting never flattens the work; `opened` gaps (by row key) are drawn in full.
 */
export function timelineAxis(request: {
  readonly rows: readonly { readonly key: string; readonly spans: readonly TimelineSpan[] }[];
  readonly startUs: number;
  readonly endUs: number;
  readonly widthPx: number;
  readonly opened?: ReadonlySet<string>;
}): TimelineAxis {
  const { startUs, widthPx } = request;
  const endUs = Math.max(request.endUs, startUs + 1);
  const idle = idleStretches(request.rows, startUs, endUs);
  const busyUs = endUs - startUs - idle.reduce((sum, gap) => sum + gap.toUs - gap.fromUs, 0);
  const gaps = idle.filter(
    gap => gap.toUs - gap.fromUs >= Math.max(SHORTEST_GAP_US, busyUs / 4) && request.opened?.has(gap.rowKey) !== true,
  );
  const pieces = piecesBetween(gaps, startUs, endUs);
  const shownUs = pieces.reduce((sum, piece) => sum + (piece.gap === null ? piece.toUs - piece.fromUs : 0), 0);
  const gapPx = gaps.length === 0 ? 0 : Math.min(GAP_PX, (widthPx * 0.6) / gaps.length);
  const perUs = shownUs === 0 ? 0 : Math.max(0, widthPx - gapPx * gaps.length) / shownUs;

  let xPx = 0;
  const placed = pieces.map(piece => {
    const wide = piece.gap === null ? (piece.toUs - piece.fromUs) * perUs : gapPx;
    const at = { ...piece, xPx, widthPx: wide };
    xPx += wide;
    return at;
  });
  return {
    widthPx,
    gaps: placed.flatMap(piece => (piece.gap === null ? [] : [{ ...piece.gap, xPx: piece.xPx, widthPx: piece.widthPx }])),
    ticks: placed.flatMap(piece => (piece.gap === null ? ticksIn(piece, startUs, perUs) : [])),
    x: atUs => {
      const clamped = Math.min(Math.max(atUs, startUs), endUs);
      const piece = placed.findLast(one => one.fromUs <= clamped) ?? placed[0];
      if (piece === undefined) return 0;
      const share = piece.toUs === piece.fromUs ? 0 : (clamped - piece.fromUs) / (piece.toUs - piece.fromUs);
      return piece.xPx + Math.min(share, 1) * piece.widthPx;
    },
  };
}

/** Stretches in which rows wait or pause. One step is active at a time, so spans of different rows do not overlap. */
function idleStretches(
  rows: readonly { readonly key: string; readonly spans: readonly TimelineSpan[] }[],
  startUs: number,
  endUs: number,
): TimelineGap[] {
  return rows
    .flatMap(row =>
      row.spans
        .filter(span => span.kind !== 'work')
        .map(span => ({ fromUs: Math.max(span.fromUs, startUs), toUs: Math.min(span.toUs ?? endUs, endUs), rowKey: row.key })),
    )
    .filter(gap => gap.toUs > gap.fromUs)
    .toSorted((a, b) => a.fromUs - b.fromUs);
}

interface Piece {
  readonly fromUs: number;
  readonly toUs: number;
  readonly gap: TimelineGap | null;
}

function piecesBetween(gaps: readonly TimelineGap[], startUs: number, endUs: number): Piece[] {
  const pieces: Piece[] = [];
  let fromUs = startUs;
  for (const gap of gaps) {
    if (gap.fromUs > fromUs) pieces.push({ fromUs, toUs: gap.fromUs, gap: null });
    pieces.push({ fromUs: Math.max(gap.fromUs, fromUs), toUs: gap.toUs, gap });
    fromUs = Math.max(fromUs, gap.toUs);
  }
  if (endUs > fromUs || pieces.length === 0) pieces.push({ fromUs, toUs: endUs, gap: null });
  return pieces;
}

/** Round instants (1, 2 or 5 times a power of ten) about `TICK_EVERY_PX` apart; none so near the end that its word would be cut. */
function ticksIn(
  piece: Piece & { readonly xPx: number; readonly widthPx: number },
  startUs: number,
  perUs: number,
): { xPx: number; atUs: number }[] {
  if (perUs <= 0 || piece.widthPx < TICK_EVERY_PX / 2) return [];
  const stepUs = roundUp(TICK_EVERY_PX / perUs);
  const ticks: { xPx: number; atUs: number }[] = [];
  for (let atUs = Math.ceil((piece.fromUs - startUs) / stepUs) * stepUs; atUs < piece.toUs - startUs; atUs += stepUs) {
    const xPx = piece.xPx + (atUs + startUs - piece.fromUs) * perUs;
    if (xPx <= piece.xPx + piece.widthPx - LABEL_PX) ticks.push({ xPx, atUs });
  }
  return ticks;
}

function roundUp(us: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(us, 1)));
  const times = [1, 2, 5, 10].find(factor => factor * power >= us) ?? 10;
  return times * power;
}
