/**
 * The strongly connected components of a graph (R. Tarjan, Depth-first search and linear graph algorithms, 1972), without recursion.
 * `next[place]` lists the places that arrows lead to; places outside the graph are nowhere. Gives the component of each place;
 * components are numbered so that arrows between two of them lead from the higher number to the lower.
 */
export function components(next: readonly (readonly number[])[]): { readonly of: Int32Array; readonly count: number } {
  const of = new Int32Array(next.length).fill(-1);
  const order = new Int32Array(next.length).fill(-1);
  const low = new Int32Array(next.length);
  const open: number[] = [];
  let count = 0;
  let clock = 0;
  for (let root = 0; root < next.length; root++) {
    if (order[root] !== -1) continue;
    const path: { readonly place: number; at: number }[] = [];
    const enter = (place: number): void => {
      order[place] = low[place] = clock++;
      open.push(place);
      path.push({ place, at: 0 });
    };
    enter(root);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const { place } = top;
      const to = next[place]?.[top.at++];
      if (to === undefined) {
        path.pop();
        const before = path.at(-1)?.place;
        if (before !== undefined) low[before] = Math.min(low[before] ?? 0, low[place] ?? 0);
        if (low[place] !== order[place]) continue;
        for (let member = open.pop(); member !== undefined; member = member === place ? undefined : open.pop()) of[member] = count;
        count++;
      } else if (order[to] === -1) enter(to);
      else if (of[to] === -1) low[place] = Math.min(low[place] ?? 0, order[to] ?? 0);
    }
  }
  return { of, count };
}
