/** Sums of what was spent, by name; read once, then kept along. */
export interface Tally {
  /** What was spent under a name before this process; asked when the name is met first. Rejects when it cannot be read, and is asked again then. */
  meet(name: string, earlier: () => Promise<number>): Promise<void>;
  /** Of a name that was met. */
  sum(name: string): number;
  add(name: string, microUsd: number): void;
}

/** Keeps the names used last: one that was forgotten is met again, when all it paid has long been written. */
export function openTally(mostNames = 10_000): Tally {
  const sums = new Map<string, number>();
  const meeting = new Map<string, Promise<void>>();
  return {
    async meet(name, earlier) {
      if (sums.has(name)) return;
      const asked =
        meeting.get(name) ??
        earlier()
          .then(microUsd => {
            sums.set(name, microUsd);
            const [oldest] = sums.keys();
            if (sums.size > mostNames && oldest !== undefined) sums.delete(oldest);
          })
          .finally(() => meeting.delete(name));
      meeting.set(name, asked);
      await asked;
    },
    sum: name => sums.get(name) ?? 0,
    add(name, microUsd) {
      const sum = (sums.get(name) ?? 0) + microUsd;
      sums.delete(name); // so that it stands last, as the one used last
      sums.set(name, sum);
    },
  };
}
