import type { StepId } from '../../engine/base/ids.ts';
import type { Flow, Point } from '../../engine/flow/flow.ts';
import { drawnLinks } from './step-links.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

/**
 * The step that an arrow key goes to. Right and left follow the links; up and down go to the neighbour among the steps that the same step leads to, else to
 * the nearest one in that direction. From nowhere every arrow goes to the start. Null where there is none.
 */
export function walk(flow: Flow, places: ReadonlyMap<StepId, Point>, from: StepId | null, direction: Direction): StepId | null {
  if (from === null) return flow.start ?? flow.steps[0]?.id ?? null;
  const links = drawnLinks(flow);
  switch (direction) {
    case 'right':
      return links.find(link => link.from === from)?.to ?? nearest(places, from, direction);
    case 'left':
      return links.find(link => link.to === from)?.from ?? nearest(places, from, direction);
    case 'up':
    case 'down': {
      const parents = new Set(links.filter(link => link.to === from).map(link => link.from));
      const siblings = new Set(links.filter(link => parents.has(link.from)).map(link => link.to));
      return (
        nearest(new Map([...places].filter(([stepId]) => siblings.has(stepId))), from, direction, places.get(from)) ??
        nearest(places, from, direction)
      );
    }
  }
}

/** The nearest step in a direction; what lies aside counts double. */
export function nearest(places: ReadonlyMap<StepId, Point>, from: StepId, direction: Direction, at = places.get(from)): StepId | null {
  if (at === undefined) return null;
  let best: { readonly stepId: StepId; readonly far: number } | null = null;
  for (const [stepId, point] of places) {
    if (stepId === from) continue;
    const dx = point.x - at.x;
    const dy = point.y - at.y;
    const ahead = direction === 'right' ? dx : direction === 'left' ? -dx : direction === 'down' ? dy : -dy;
    const aside = Math.abs(direction === 'right' || direction === 'left' ? dy : dx);
    if (ahead <= 0 || aside > ahead * 3) continue;
    const far = ahead + aside * 2;
    if (best === null || far < best.far) best = { stepId, far };
  }
  return best?.stepId ?? null;
}

/** Everything that can be reached from the given steps along, or against, the links; themselves included. */
export function reach(flow: Flow, from: readonly StepId[], direction: 'downstream' | 'upstream'): readonly StepId[] {
  const links = drawnLinks(flow);
  const reached = new Set(from);
  for (const stepId of reached)
    for (const link of links) {
      const [here, there] = direction === 'downstream' ? [link.from, link.to] : [link.to, link.from];
      if (here === stepId) reached.add(there);
    }
  return [...reached];
}
