import type { TimelineAxis } from './timeline-axis.ts';
import type { TimelineRow } from './timeline-rows.ts';

/** One column of the strip over the timeline. */
export interface MinimapColumn {
  /** What was spent there, from 0 to 1 of the dearest column. */
  readonly cost: number;
  /** What happened there: a failure is told before work, work before a wait. */
  readonly state: 'failed' | 'work' | 'wait' | null;
}

/** The whole run in `count` columns; `axis` has all of it in view. What a visit cost lies evenly over the time in which it worked. */
export function minimapColumns(rows: readonly TimelineRow[], axis: TimelineAxis, nowUs: number, count: number): readonly MinimapColumn[] {
  const costs = new Array<number>(count).fill(0);
  const states = new Array<MinimapColumn['state']>(count).fill(null);
  const columnOf = (atUs: number) => Math.min(count - 1, Math.max(0, Math.floor((axis.x(atUs) / axis.widthPx) * count)));
  for (const row of rows) {
    const isFree = row.costMicroUsd === null || row.costMicroUsd === 0;
    const workUs = isFree ? 0 : row.spans.reduce((sum, span) => (span.kind === 'work' ? sum + (span.toUs ?? nowUs) - span.fromUs : sum), 0);
    for (const span of row.spans) {
      const lengthUs = (span.toUs ?? nowUs) - span.fromUs;
      const [from, to] = [columnOf(span.fromUs), columnOf(span.toUs ?? nowUs)];
      const share = span.kind !== 'work' || isFree ? 0 : workUs === 0 ? 1 : lengthUs / workUs;
      const isFailed = row.mark === 'failed' || row.mark === 'timed_out';
      for (let column = from; column <= to; column++) {
        costs[column] = (costs[column] ?? 0) + ((row.costMicroUsd ?? 0) * share) / (to - from + 1);
        states[column] = stronger(states[column] ?? null, span.kind === 'work' ? (isFailed ? 'failed' : 'work') : 'wait');
      }
    }
  }
  const dearest = Math.max(0, ...costs);
  return costs.map((cost, column) => ({ cost: dearest === 0 ? 0 : cost / dearest, state: states[column] ?? null }));
}

const STRENGTH = { failed: 3, work: 2, wait: 1 } as const;

const stronger = (a: MinimapColumn['state'], b: 'failed' | 'work' | 'wait'): MinimapColumn['state'] =>
  a !== null && STRENGTH[a] >= STRENGTH[b] ? a : b;
