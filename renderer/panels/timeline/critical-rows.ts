import type { TimelineRow } from './timeline-rows.ts';

/** The part of the working time that the critical steps take together. */
const CRITICAL_SHARE = 0.8;

/**
 * By key, the share of all working time of each row on the critical path. A run does one step at a time, so its whole path leads to its end: what can
 * shorten it are the few steps, longest first, that take four fifths of the time in which something works.
 */
export function criticalRows(rows: readonly TimelineRow[], nowUs: number): ReadonlyMap<string, number> {
  const worked = rows
    .map(row => ({ key: row.key, us: workUs(row, nowUs) }))
    .filter(({ us }) => us > 0)
    .toSorted((a, b) => b.us - a.us);
  const allUs = worked.reduce((sum, { us }) => sum + us, 0);
  const critical = new Map<string, number>();
  let soFarUs = 0;
  for (const { key, us } of worked) {
    if (soFarUs >= CRITICAL_SHARE * allUs) break;
    critical.set(key, us / allUs);
    soFarUs += us;
  }
  return critical;
}

const workUs = (row: TimelineRow, nowUs: number): number =>
  row.spans.reduce((sum, span) => (span.kind === 'work' ? sum + Math.max(0, (span.toUs ?? nowUs) - span.fromUs) : sum), 0);
