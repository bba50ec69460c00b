/** Chance from a seed: the same seed gives the same numbers on every machine. */
export interface Rng {
  /** In [0, 1). */
  next(): number;
  /** A whole number in [0, below). */
  int(below: number): number;
  chance(probability: number): boolean;
  pick<Value>(list: readonly Value[]): Value;
  /** A stream of its own, so that drawing more from one thing changes nothing of another. */
  branch(label: string): Rng;
}

/** Mulberry32 over a hash of the label (both by their published constants; quality enough for tests). */
export function openRng(seed: number | string): Rng {
  let state = numberOf(String(seed));
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (below: number): number => Math.floor(next() * below);
  return {
    next,
    int,
    chance: probability => next() < probability,
    pick: list => {
      const value = list[int(list.length)];
      if (value === undefined) throw new Error('There is nothing to pick from an empty list.');
      return value;
    },
    branch: label => openRng(`${String(seed)}/${label}`),
  };
}

/** FNV-1a, then mixed: near texts give far numbers. */
export function numberOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
