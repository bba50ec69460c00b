import { PREVIEW_CHARS } from '../../../engine/contract/packets.ts';

/** The part of a slice around a citation, in three pieces, ready to be drawn with the middle one marked. */
export interface Passage {
  readonly before: string;
  readonly quote: string;
  readonly after: string;
  /** The text goes on before or after what is shown. */
  readonly cutBefore: boolean;
  readonly cutAfter: boolean;
}

/**
 * `window` is a part of the slice that begins at `offset`; `start` and `end` count UTF-16 units of the whole slice. Null when the window does not hold
 * the citation.
 */
export function passageIn(
  window: { readonly text: string; readonly offset: number; readonly totalChars: number },
  { start, end }: { readonly start: number; readonly end: number },
): Passage | null {
  const from = start - window.offset;
  const to = end - window.offset;
  if (from < 0 || to > window.text.length || to < from) return null;
  return {
    before: window.text.slice(0, from),
    quote: window.text.slice(from, to),
    after: window.text.slice(to),
    cutBefore: window.offset > 0,
    cutAfter: window.offset + window.text.length < window.totalChars,
  };
}

/** Where to begin reading so that the citation stands with some text before it. */
export const windowStart = (start: number): number => (start <= 4000 ? 0 : start - 2000);

/** Where the part before a window begins. */
export const startBefore = (offset: number): number => Math.max(0, offset - PREVIEW_CHARS);

interface TextWindow {
  readonly text: string;
  readonly offset: number;
}

/** Two windows of one slice as one; they touch or overlap. */
export function joinWindows<Window extends TextWindow>(a: Window, b: Window): Window {
  const [first, second] = a.offset <= b.offset ? [a, b] : [b, a];
  return { ...a, offset: first.offset, text: first.text.slice(0, second.offset - first.offset) + second.text };
}
