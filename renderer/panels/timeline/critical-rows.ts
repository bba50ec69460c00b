import type { TimelineRow } from './timeline-rows.ts';

/** The part of the working time that the critical steps take together. */
const CRITICAL_SHARE = 0.8;
/** Where work is spread over thousands of visits, none of them alone makes the run long. */
const LEAST_SHARE = 0.01;

/**
 * By key, the share of all working time of each row on the critical path. A run does one step at a time, so its whole path leads to its end: what can
 * shorten it are the few steps, longest first, that take four fifths of the time in which something works, each at least a hundredth of it.
 */
export function criticalRows(rows: readonly TimelineRow[], nowUs: number): ReadonlyMap<string, number> {
  let allUs = 0;
  for (const row of rows) allUs += workUs(row, nowUs);
  const long: { readonly key: string; readonly us: number }[] = [];
  for (const row of rows) {
    const us = workUs(row, nowUs);
    if (us > 0 && us >= LEAST_SHARE * allUs) long.push({ key: row.key, us });
  }
  const critical = new Map<string, number>();
  let soFarUs = 0;
  for (const { key, us } of long.toSorted((a, b) => b.us - a.us)) {
    if (soFarUs >= CRITICAL_SHARE * allUs) break;
    critical.set(key, us / allUs);
    soFarUs += us;
  }
  return critical;
}

/** Asked of each row of a run as it goes on, so no list is made. */
function workUs(row: TimelineRow, nowUs: number): number {
  let us = 0;
  for (const span of row.spans) if (span.kind === 'work') us += Math.max(0, (span.toUs ?? nowUs) - span.fromUs);
  return us;
}
