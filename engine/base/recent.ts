/** Remembers the last `limit` things made, by key; the one asked for longest ago is forgotten first. */
export function recent<Made>(limit: number): (key: string, make: () => Made) => Made {
  const kept = new Map<string, { readonly made: Made }>();
  return (key, make) => {
    const entry = kept.get(key) ?? { made: make() };
    kept.delete(key);
    kept.set(key, entry);
    if (kept.size > limit) {
      const [oldest] = kept.keys();
      if (oldest !== undefined) kept.delete(oldest);
    }
    return entry.made;
  };
}
