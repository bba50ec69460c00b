import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldRun } from '../../../engine/trace/fold-run.ts';
import { MARK_EVERY, moreRows, NO_ROWS, runAt } from '../../../engine/trace/run-moment.ts';
import { GENESIS_HASH, sealRows } from '../../../engine/trace/chain.ts';
import { loopRows } from '../../bench/loop-rows.ts';

const rows = sealRows(GENESIS_HASH, loopRows(1_300));

describe('a moment of a run', () => {
  it('is what its first rows fold to, however the rows came', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 700 }), fc.integer({ min: 1, max: rows.length }), (batch, seq) => {
        let trace = NO_ROWS;
        for (let from = 0; from < rows.length; from += batch) trace = moreRows(trace, rows.slice(Math.max(0, from - 3), from + batch));

        expect(runAt(trace, seq)).toEqual(foldRun(rows.slice(0, seq)));
      }),
      { seed: 6, numRuns: 25 },
    );
  });

  it('is never more than a few hundred rows from one that was kept', () => {
    const { marks } = moreRows(NO_ROWS, rows);

    expect(marks.map(mark => mark.lastSeq)).toEqual([MARK_EVERY, 2 * MARK_EVERY]);
  });

  it('before the first row is none, and after the last is now', () => {
    const trace = moreRows(NO_ROWS, rows);

    expect(runAt(trace, 0)).toBeNull();
    expect(runAt(NO_ROWS, 1)).toBeNull();
    expect(runAt(trace, 9_999)).toBe(trace.run);
    expect(moreRows(trace, rows)).toBe(trace);
  });
});
