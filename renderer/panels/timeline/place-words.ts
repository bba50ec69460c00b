/** How wide a character of the timeline's words is about: Inter at 12 px. */
const CHAR_PX = 6.4;
const GAP_PX = 6;

/** Where the words about a bar stand: beside it on the side with room for all of them, else the short ones on the wider side. */
export interface PlacedWords {
  readonly side: 'after' | 'before';
  readonly isShort: boolean;
}

/** Less than this holds not even the short words. */
const SHORTEST_PX = 56;

/** `length` counts the characters of the full words; the bar goes from `startPx` to `endPx` on `widthPx` pixels. Null where there is room for none. */
export function placeWords({
  length,
  startPx,
  endPx,
  widthPx,
}: {
  length: number;
  startPx: number;
  endPx: number;
  widthPx: number;
}): PlacedWords | null {
  const needed = length * CHAR_PX + GAP_PX;
  const after = widthPx - endPx;
  if (after >= needed) return { side: 'after', isShort: false };
  if (startPx >= needed) return { side: 'before', isShort: false };
  if (Math.max(after, startPx) < SHORTEST_PX) return null;
  return { side: after >= startPx ? 'after' : 'before', isShort: true };
}
