/** All names of both lists once: in the order of the second, and what only the first has after the name it stood behind. */
export function interleaved(first: readonly string[], second: readonly string[]): readonly string[] {
  const kept = new Set(second);
  const onlyFirst = new Map<string | null, string[]>();
  let last: string | null = null;
  for (const name of first) {
    if (kept.has(name)) last = name;
    else onlyFirst.set(last, [...(onlyFirst.get(last) ?? []), name]);
  }
  return [...(onlyFirst.get(null) ?? []), ...second.flatMap(name => [name, ...(onlyFirst.get(name) ?? [])])];
}
