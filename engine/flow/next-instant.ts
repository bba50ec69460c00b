import { Cron } from 'croner';

/** A schedule as a flow's trigger has it: free of faults, `checkTrigger` was asked. */
export interface Schedule {
  /** Five fields. */
  readonly cron: string;
  /** Of the IANA database, e.g. `Europe/Paris`. */
  readonly timezone: string;
}

/**
 * The first instant after `afterUs` at which a schedule is due, in microseconds; null when none comes. Asks no clock. Day of the month and
 * day of the week, both given, mean either, as cron always had it. Where clocks go forward, a time of day that is left out is due at the
 * first instant after the gap; where they go back, one that comes twice is due the first time only. Times that recur (`*`, `/`) follow the
 * hours that there are: left out in the gap, both of an hour that comes twice.
 */
export function nextInstantUs({ cron, timezone }: Schedule, afterUs: number): number | null {
  // Paused and without a function it is a computation and starts no timer.
  const due = new Cron(cron, { timezone, mode: '5-part', paused: true }).nextRun(new Date(Math.floor(afterUs / 1000)));
  return due === null ? null : due.getTime() * 1000;
}
