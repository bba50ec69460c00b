import { useLayoutEffect, useRef, type RefObject } from 'react';
import type { Point } from '../../engine/flow/flow.ts';

/** How large what floats over canvas and outline may be, in pixels. */
export const PALETTE_SIZE = { width: 340, maxHeight: 400 } as const;

/** Room for three lines or more. */
const ENOUGH = 240;

/** Stands at a place in the window's pixels, moved as far as needed to be inside of its parent; null: in the middle. Its element takes the ref. */
export function usePalettePlace(screen: Point | null): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const palette = place.current;
    const canvas = palette?.parentElement?.getBoundingClientRect();
    if (palette === null || canvas === undefined) return;
    const below = screen === null ? 0 : canvas.bottom - 8 - screen.y;
    // Under its place with fewer lines, rather than over it.
    const height = Math.min(PALETTE_SIZE.maxHeight, below >= ENOUGH ? below : canvas.height - 16);
    const width = Math.min(PALETTE_SIZE.width, canvas.width - 16);
    const wished = screen ?? {
      x: canvas.left + (canvas.width - width) / 2,
      y: canvas.top + Math.max(16, (canvas.height - height) / 3),
    };
    palette.style.width = `${width}px`;
    palette.style.maxHeight = `${height}px`;
    palette.style.left = `${Math.max(8, Math.min(wished.x - canvas.left, canvas.width - width - 8))}px`;
    palette.style.top = `${Math.max(8, Math.min(wished.y - canvas.top, canvas.height - height - 8))}px`;
  }, [screen]);
  return place;
}
