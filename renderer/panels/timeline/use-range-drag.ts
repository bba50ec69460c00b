import { useCallback, type PointerEvent, type RefObject } from 'react';
import type { TimelineAxis } from './timeline-axis.ts';
import type { TimelineRange } from './timeline-view.ts';

/** A hand that moved less than this pressed, and marked nothing. */
const PRESS_PX = 4;

/** Marks a range of time while the pointer is dragged from where it is pressed; a mere press beside the range lets go of it. `over` is the element of the axis. */
export function useRangeDrag(
  axis: TimelineAxis,
  over: RefObject<HTMLElement | null>,
  range: TimelineRange | null,
  mark: (range: TimelineRange | null) => void,
): (event: PointerEvent) => void {
  return useCallback(
    event => {
      if (event.button !== 0 || over.current === null) return;
      const leftPx = over.current.getBoundingClientRect().left;
      const from = event.clientX - leftPx;
      const move = (moved: globalThis.PointerEvent) => {
        const to = Math.min(Math.max(moved.clientX - leftPx, 0), axis.widthPx);
        const [a, b] = from < to ? [from, to] : [to, from];
        if (b - a >= PRESS_PX) mark({ fromUs: axis.at(a), toUs: axis.at(b) });
      };
      const end = () => {
        window.removeEventListener('pointermove', move);
        window.removeEventListener('pointerup', end);
        window.removeEventListener('pointercancel', end);
      };
      // A double press within the range zooms to it, and must not lose it before.
      const fromUs = axis.at(from);
      if (range !== null && (fromUs < range.fromUs || fromUs > range.toUs)) mark(null);
      window.addEventListener('pointermove', move);
      window.addEventListener('pointerup', end);
      window.addEventListener('pointercancel', end);
      event.preventDefault();
    },
    [axis, over, range, mark],
  );
}
