/**
 * Remembers things made, by key: the last `limit` that were asked for, and at most twice as many. In two generations, the older of which is
 * forgotten whole: to move each to the end of one map whenever it is asked for took longer than most things take to make.
 */
export function recent<Made>(limit: number): (key: string, make: () => Made) => Made {
  type Kept = ReadonlyMap<string, { readonly made: Made }>;
  let young = new Map<string, { readonly made: Made }>();
  let old: Kept = new Map();
  return (key, make) => {
    const known = young.get(key);
    if (known !== undefined) return known.made;
    const entry = old.get(key) ?? { made: make() };
    if (young.size >= limit) {
      old = young;
      young = new Map();
    }
    young.set(key, entry);
    return entry.made;
  };
}
