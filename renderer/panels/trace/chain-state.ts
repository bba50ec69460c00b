import { GENESIS_HASH, rowBreak, type ChainBreak } from '../../../engine/trace/chain.ts';
import type { TraceRow } from '../../../engine/trace/trace-row.ts';
import { countOf } from '../../ui/format-count.ts';

/** Whether rows stand in the run's chain as they were written. */
export interface ChainState {
  readonly holds: boolean;
  /** `All 6 rows follow from the row before and are as they were written.` */
  readonly sentence: string;
}

/** Checks some rows of a run against its chain. `trace` are all rows of the run from the first on, at least up to the last of `rows`. */
export function chainState(rows: readonly TraceRow[], trace: readonly TraceRow[]): ChainState {
  const broken = rows.map(row => breakOf(row, trace)).find(found => found !== null);
  if (broken !== undefined) return { holds: false, sentence: broken.sentence };
  const [first] = rows;
  if (rows.length === 1 && first !== undefined)
    return {
      holds: true,
      sentence: `The chain holds: it ${first.seq === 1 ? 'is the first row' : `follows row ${first.seq - 1}`} and is as it was written.`,
    };
  return {
    holds: true,
    sentence: `The chain holds: ${countOf(rows.length, 'row')} follow from the row before and are as they were written.`,
  };
}

function breakOf(row: TraceRow, trace: readonly TraceRow[]): ChainBreak | null {
  const before = trace[row.seq - 2];
  return rowBreak(row.seq === 1 ? GENESIS_HASH : (before?.rowHash ?? GENESIS_HASH), row);
}
