/** The order of names on the three sides; each name once. */
export interface ThreeOrders {
  readonly base: readonly string[];
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

/**
 * The order of `names` out of two orders that began as the same. Names that all three have stand as the side has them that moved them, or as
 * `winner` has them where both did; the others stand behind the name they stood behind on their own side. Which side is called ours changes nothing
 * but where both moved.
 */
export function mergeOrder(names: ReadonlySet<string>, orders: ThreeOrders, winner: 'ours' | 'theirs'): readonly string[] {
  const common = commonOf(names, orders);
  const [base, ours, theirs] = [orders.base, orders.ours, orders.theirs].map(list => list.filter(name => common.has(name)));
  const backbone = (sameList(base, ours) ? theirs : sameList(base, theirs) || winner === 'ours' ? ours : theirs) ?? [];
  const [placesA, placesB] = [placesOf(names, orders.ours, backbone), placesOf(names, orders.theirs, backbone)];
  const placed = [...new Set([...placesA.keys(), ...placesB.keys()])].map(name => {
    const [a, b] = [placesA.get(name), placesB.get(name)];
    const place = a === undefined || (b !== undefined && byPlace(b, a) < 0) ? b : a;
    return { name, place: place ?? NOWHERE };
  });
  const behind = new Map<number, string[]>();
  for (const { name, place } of placed.toSorted((a, b) => byPlace(a.place, b.place)))
    behind.set(place.anchor, [...(behind.get(place.anchor) ?? []), name]);
  return [...(behind.get(-1) ?? []), ...backbone.flatMap((name, index) => [name, ...(behind.get(index) ?? [])])];
}

/** True when both sides moved what all three have, each in its own way. */
export function ordersConflict(names: ReadonlySet<string>, orders: ThreeOrders): boolean {
  const common = commonOf(names, orders);
  const [base, ours, theirs] = [orders.base, orders.ours, orders.theirs].map(list => list.filter(name => common.has(name)));
  return !sameList(base, ours) && !sameList(base, theirs) && !sameList(ours, theirs);
}

/** Behind which name of the backbone (−1: before all), in which run of names, and where in it. */
interface PlaceInOrder {
  readonly anchor: number;
  readonly run: string;
  readonly offset: number;
}

const NOWHERE: PlaceInOrder = { anchor: -1, run: '', offset: 0 };

function commonOf(names: ReadonlySet<string>, { base, ours, theirs }: ThreeOrders): ReadonlySet<string> {
  const [inOurs, inTheirs] = [new Set(ours), new Set(theirs)];
  return new Set(base.filter(name => names.has(name) && inOurs.has(name) && inTheirs.has(name)));
}

function placesOf(names: ReadonlySet<string>, order: readonly string[], backbone: readonly string[]): ReadonlyMap<string, PlaceInOrder> {
  const indexes = new Map(backbone.map((name, index) => [name, index]));
  const runs = new Map<number, string[]>();
  let anchor = -1;
  for (const name of order) {
    if (!names.has(name)) continue;
    const index = indexes.get(name);
    if (index === undefined) runs.set(anchor, [...(runs.get(anchor) ?? []), name]);
    else anchor = index;
  }
  return new Map(
    [...runs].flatMap(([at, run]) =>
      run.map((name, offset): [string, PlaceInOrder] => [name, { anchor: at, run: run.join('\0'), offset }]),
    ),
  );
}

const byPlace = (a: PlaceInOrder, b: PlaceInOrder): number =>
  a.anchor - b.anchor || (a.run < b.run ? -1 : a.run > b.run ? 1 : a.offset - b.offset);

const sameList = (a: readonly string[] = [], b: readonly string[] = []): boolean =>
  a.length === b.length && a.every((name, index) => name === b[index]);
