import type { AbortSignalLike, Clock } from '../../engine/base/world.ts';

/** Time that stands still until somebody moves it. Each look at it costs a microsecond, so no two rows share one. */
export interface SimClock extends Clock {
  /** Goes to the first sleeper that is due and wakes it; false when nobody sleeps. */
  toNext(): boolean;
  /** Goes ahead at once, past whoever is due on the way, and wakes them in the order of their times. */
  leap(byMs: number): void;
  readonly sleeping: () => number;
}

export function openSimClock(startUs: number): SimClock {
  let atUs = startUs;
  let slept = 0;
  const sleepers = new Map<number, { readonly untilUs: number; readonly wake: () => void }>();
  const wakeDue = (): void => {
    const due = [...sleepers].filter(([, { untilUs }]) => untilUs <= atUs).toSorted(([a, x], [b, y]) => x.untilUs - y.untilUs || a - b);
    for (const [, { wake }] of due) wake();
  };
  return {
    nowUs: () => atUs++,
    sleepUntil: (untilUs, signal: AbortSignalLike) =>
      new Promise(resolve => {
        if (signal.aborted || untilUs <= atUs) {
          resolve();
          return;
        }
        const number = ++slept;
        const wake = (): void => {
          sleepers.delete(number);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        sleepers.set(number, { untilUs, wake });
        signal.addEventListener('abort', wake);
      }),
    toNext() {
      const first = Math.min(...[...sleepers.values()].map(({ untilUs }) => untilUs));
      if (first === Infinity) return false;
      atUs = Math.max(atUs, first);
      wakeDue();
      return true;
    },
    leap(byMs) {
      atUs += byMs * 1000;
      wakeDue();
    },
    sleeping: () => sleepers.size,
  };
}
