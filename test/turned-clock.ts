import type { AbortSignalLike, Clock } from '../engine/base/world.ts';

/** Time as a number that a test turns: it stands still until `turn` moves it, and then every sleeper that is due wakes. */
export function turnedClock(
  startUs = Date.parse('2027-03-01T09:00:00Z') * 1000,
): Clock & { turn(byMs: number): void; readonly sleeping: () => number } {
  let atUs = startUs;
  const sleepers = new Set<{ readonly untilUs: number; readonly wake: () => void }>();
  return {
    nowUs: () => atUs++, // a microsecond each, so that no two rows share one
    sleepUntil: (untilUs: number, signal: AbortSignalLike) =>
      new Promise(resolve => {
        const sleeper = {
          untilUs,
          wake: () => {
            sleepers.delete(sleeper);
            resolve();
          },
        };
        if (signal.aborted || untilUs <= atUs) {
          resolve();
          return;
        }
        sleepers.add(sleeper);
        signal.addEventListener('abort', sleeper.wake);
      }),
    turn(byMs) {
      atUs += byMs * 1000;
      for (const sleeper of [...sleepers]) if (sleeper.untilUs <= atUs) sleeper.wake();
    },
    sleeping: () => sleepers.size,
  };
}
