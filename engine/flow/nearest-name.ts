/** The name that `name` is most likely a slip of: at most two letters off, and fewer than half of it; null when there is none. */
export function nearestName(name: string, names: readonly string[]): string | null {
  const wanted = name.toLowerCase();
  let best: { readonly name: string; readonly distance: number } | null = null;
  for (const other of names) {
    if (Math.abs(other.length - name.length) > MOST_LETTERS) continue;
    const distance = editDistance(wanted, other.toLowerCase());
    if (distance <= MOST_LETTERS && distance * 2 < name.length && distance < (best?.distance ?? MOST_LETTERS + 1))
      best = { name: other, distance };
  }
  return best?.name ?? null;
}

const MOST_LETTERS = 2;

/** Levenshtein's distance, as far as it matters: letters added, left out or changed, or one more than matters. What both begin and end with costs nothing. */
function editDistance(left: string, right: string): number {
  let from = 0;
  while (from < left.length && from < right.length && left.charCodeAt(from) === right.charCodeAt(from)) from++;
  let [leftEnd, rightEnd] = [left.length, right.length];
  while (leftEnd > from && rightEnd > from && left.charCodeAt(leftEnd - 1) === right.charCodeAt(rightEnd - 1)) {
    leftEnd--;
    rightEnd--;
  }
  const width = rightEnd - from;
  let row = Array.from({ length: width + 1 }, (_, index) => index);
  for (let at = from; at < leftEnd; at++) {
    const next = [at - from + 1];
    let least = at - from + 1;
    for (let index = 1; index <= width; index++) {
      const isChanged = left.charCodeAt(at) === right.charCodeAt(from + index - 1) ? 0 : 1;
      const cost = Math.min((row[index - 1] ?? 0) + isChanged, (row[index] ?? 0) + 1, (next[index - 1] ?? 0) + 1);
      next.push(cost);
      least = Math.min(least, cost);
    }
    if (least > MOST_LETTERS) return least;
    row = next;
  }
  return row[width] ?? 0;
}
