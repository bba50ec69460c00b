/** Runs tasks of equal keys one after the other, tasks of different keys side by side. */
export type InTurn<Key> = <Value>(key: Key, task: () => Promise<Value>) => Promise<Value>;

/** Nobody waits at first. */
export function openTurns<Key>(): InTurn<Key> {
  const last = new Map<Key, Promise<unknown>>();
  return async (key, task) => {
    const before = last.get(key) ?? Promise.resolve();
    const mine = before.then(task, task);
    last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (last.get(key) === mine) last.delete(key);
    }
  };
}
