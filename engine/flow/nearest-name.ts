/** The name that `name` is most likely a slip of: at most two letters off, and fewer than half of it; null when there is none. */
export function nearestName(name: string, names: readonly string[]): string | null {
  let best: { readonly name: string; readonly distance: number } | null = null;
  for (const other of names) {
    if (Math.abs(other.length - name.length) > 2) continue;
    const distance = editDistance(name.toLowerCase(), other.toLowerCase());
    if (distance <= 2 && distance * 2 < name.length && distance < (best?.distance ?? 3)) best = { name: other, distance };
  }
  return best?.name ?? null;
}

/** Levenshtein's distance: letters added, left out or changed. */
function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let at = 1; at <= left.length; at++) {
    const next = [at];
    for (let index = 1; index <= right.length; index++) {
      const changed = (row[index - 1] ?? 0) + (left[at - 1] === right[index - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[index] ?? 0) + 1, (next[index - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
