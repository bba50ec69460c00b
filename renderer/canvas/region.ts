import type { View } from './opening-view.ts';

/** Farther out than this, cards could not be read: steps and links are drawn as one picture, as boxes and lines. */
export const FAR = 0.35;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A part of the drawing, in the canvas's measure. */
export interface Region {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Room kept ready on each side of what is seen, as a share of it. */
const MARGIN = 0.25;

/**
 * The part whose cards the canvas library holds: what is seen and a margin, widened to tiles of half a view, so that it stays the same while one pans
 * within it. Null when the view is so far out that it holds none.
 */
export function nearRegion({ x, y, zoom }: View, { width, height }: Size): Region | null {
  if (zoom < FAR) return null;
  const [wide, high] = [width / zoom, height / zoom];
  // Of a whole power of two, so that zooming does not change the tiles all the while.
  const tile = 2 ** Math.floor(Math.log2(Math.max(wide, high, 2) / 2));
  const [left, top] = [-x / zoom, -y / zoom];
  return {
    left: Math.floor((left - wide * MARGIN) / tile) * tile,
    top: Math.floor((top - high * MARGIN) / tile) * tile,
    right: Math.ceil((left + wide * (1 + MARGIN)) / tile) * tile,
    bottom: Math.ceil((top + high * (1 + MARGIN)) / tile) * tile,
  };
}

interface Standing {
  readonly id: string;
  readonly position: { readonly x: number; readonly y: number };
  readonly width?: number;
  readonly height?: number;
}

/** True when any part of a card stands in the region. */
export const isInRegion = ({ position: { x, y }, width = 0, height = 0 }: Standing, { left, top, right, bottom }: Region): boolean =>
  x < right && x + width > left && y < bottom && y + height > top;

/** How far a link may run outside the box around its two cards. */
const DETOUR = 60;

/**
 * The links that may be seen in a region and those that are `kept`, and the ids of the cards at their ends, which must be held for the links to be
 * drawn. A link is told by the box around its cards.
 */
export function linksInRegion<Edge extends { readonly id: string; readonly source: string; readonly target: string }>(
  edges: readonly Edge[],
  nodes: ReadonlyMap<string, Standing>,
  { left, top, right, bottom }: Region,
  kept: ReadonlySet<string>,
): { readonly edges: readonly Edge[]; readonly ends: ReadonlySet<string> } {
  const ends = new Set<string>();
  const seen = edges.filter(edge => {
    const [a, b] = [nodes.get(edge.source), nodes.get(edge.target)];
    if (a === undefined || b === undefined) return false;
    const isSeen =
      kept.has(edge.id) ||
      (Math.min(a.position.x, b.position.x) - DETOUR < right &&
        Math.max(a.position.x + (a.width ?? 0), b.position.x + (b.width ?? 0)) + DETOUR > left &&
        Math.min(a.position.y, b.position.y) - DETOUR < bottom &&
        Math.max(a.position.y + (a.height ?? 0), b.position.y + (b.height ?? 0)) + DETOUR > top);
    if (isSeen) {
      ends.add(edge.source);
      ends.add(edge.target);
    }
    return isSeen;
  });
  return { edges: seen, ends };
}
