/** How long what was found counts as fresh: long for a machine, short for a person. */
const FRESH_MS = 100;

/** A look at something that changes seldom and costs much to look at. */
export interface Seldom<Found> {
  /** What was found at most 100 ms ago, or what is found now. */
  (): Found;
  /** Forgets it: something was changed from here. */
  forget(): void;
}

export function seldom<Found>(look: () => Found, nowMs: () => number): Seldom<Found> {
  let last: { readonly found: Found; readonly atMs: number } | null = null;
  const ask = (): Found => {
    const atMs = nowMs();
    if (last === null || atMs - last.atMs > FRESH_MS) last = { found: look(), atMs };
    return last.found;
  };
  return Object.assign(ask, {
    forget: () => {
      last = null;
    },
  });
}
