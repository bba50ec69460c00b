import type { TimelineSpan } from './timeline-spans.ts';

/** A wait long enough to be folded away. */
export interface TimelineGap {
  readonly fromUs: number;
  readonly toUs: number;
  /** Of the row that waits. */
  readonly rowKey: string;
  /** Its wait. */
  readonly span: TimelineSpan;
}

/** A stretch of the run: drawn in proportion, or a folded gap of one width. */
export interface TimelinePiece {
  readonly fromUs: number;
  readonly toUs: number;
  readonly gap: TimelineGap | null;
  /** Time drawn in proportion, and gaps, that stand before it. */
  readonly shownBeforeUs: number;
  readonly gapsBefore: number;
}

/** Which stretches of a run are drawn in proportion and which are folded, whatever the width and the zoom. */
export interface TimelineScale {
  readonly startUs: number;
  readonly endUs: number;
  /** In order, without holes; at least one. */
  readonly pieces: readonly TimelinePiece[];
  readonly shownUs: number;
  readonly gapCount: number;
}

const SHORTEST_GAP_US = 1_000_000;

/**
 * A gap is a stretch in which nothing works, at least a second long and at least a quarter of all busy time, so that waiting never flattens the work;
 * `opened` gaps (by row key, or all) are drawn in full.
 */
export function timelineScale(request: {
  readonly rows: readonly { readonly key: string; readonly spans: readonly TimelineSpan[] }[];
  readonly startUs: number;
  readonly endUs: number;
  readonly opened?: ReadonlySet<string> | 'all';
}): TimelineScale {
  const { startUs, opened } = request;
  const endUs = Math.max(request.endUs, startUs + 1);
  const idle = idleStretches(request.rows, startUs, endUs);
  const busyUs = endUs - startUs - idle.reduce((sum, gap) => sum + gap.toUs - gap.fromUs, 0);
  const isOpened = (gap: TimelineGap) => opened === 'all' || opened?.has(gap.rowKey) === true;
  const gaps = idle.filter(gap => gap.toUs - gap.fromUs >= Math.max(SHORTEST_GAP_US, busyUs / 4) && !isOpened(gap));
  const pieces = piecesBetween(gaps, startUs, endUs);
  const last = pieces.at(-1);
  return {
    startUs,
    endUs,
    pieces,
    shownUs: last === undefined ? 0 : last.shownBeforeUs + (last.gap === null ? last.toUs - last.fromUs : 0),
    gapCount: gaps.length,
  };
}

/** The last piece that begins at or before an instant, or `startOf(piece) <= place` in any other measure that grows with the pieces. */
export function pieceAt(
  pieces: readonly TimelinePiece[],
  place: number,
  startOf: (piece: TimelinePiece) => number = piece => piece.fromUs,
): TimelinePiece {
  let [low, high] = [0, pieces.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const piece = pieces[middle];
    if (piece !== undefined && startOf(piece) <= place) low = middle;
    else high = middle - 1;
  }
  const found = pieces[low];
  if (found === undefined) throw new Error('A scale has at least one piece.');
  return found;
}

/** Stretches in which rows wait or pause. One step is active at a time, so spans of different rows do not overlap. */
function idleStretches(
  rows: readonly { readonly key: string; readonly spans: readonly TimelineSpan[] }[],
  startUs: number,
  endUs: number,
): TimelineGap[] {
  const gaps: TimelineGap[] = [];
  for (const row of rows)
    for (const span of row.spans) {
      if (span.kind === 'work') continue;
      const gap = { fromUs: Math.max(span.fromUs, startUs), toUs: Math.min(span.toUs ?? endUs, endUs), rowKey: row.key, span };
      if (gap.toUs > gap.fromUs) gaps.push(gap);
    }
  return gaps.sort((a, b) => a.fromUs - b.fromUs);
}

function piecesBetween(gaps: readonly TimelineGap[], startUs: number, endUs: number): TimelinePiece[] {
  const pieces: TimelinePiece[] = [];
  let [fromUs, shownBeforeUs, gapsBefore] = [startUs, 0, 0];
  const show = (toUs: number) => {
    pieces.push({ fromUs, toUs, gap: null, shownBeforeUs, gapsBefore });
    shownBeforeUs += toUs - fromUs;
  };
  for (const gap of gaps) {
    if (gap.fromUs > fromUs) show(gap.fromUs);
    pieces.push({ fromUs: Math.max(gap.fromUs, fromUs), toUs: gap.toUs, gap, shownBeforeUs, gapsBefore });
    gapsBefore += 1;
    fromUs = Math.max(fromUs, gap.toUs);
  }
  if (endUs > fromUs || pieces.length === 0) show(endUs);
  return pieces;
}
