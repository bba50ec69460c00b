import { describe, expect, it } from 'vitest';
import { foldRow, foldRows, foldRun } from '../../../engine/trace/fold-run.ts';
import type { Run } from '../../../engine/trace/run.ts';
import { sealedRows } from './unsealed-rows.ts';

describe('a run folded from its trace', () => {
  it('is, after each row, what the run was then', () => {
    const states = sealedRows(9).map((_, index) => foldRun(sealedRows(index + 1)).state.status);

    expect(states).toEqual(['pending', 'running', 'running', 'running', 'waiting', 'running', 'running', 'running', 'succeeded']);
  });

  it('is the same folded whole, row by row, or in two parts', () => {
    const rows = sealedRows(9);
    const rowByRow = rows.reduce<Run | null>((run, row) => foldRow(run, row), null);

    expect(rowByRow).toEqual(foldRun(rows));
    expect(foldRows(foldRun(rows.slice(0, 4)), rows.slice(4))).toEqual(foldRun(rows));
  });

  it('does not change a run it goes on from', () => {
    const rows = sealedRows(9);
    const before = foldRun(rows.slice(0, 5));
    const copy = structuredClone(before);

    foldRows(before, rows.slice(5));

    expect(before).toEqual(copy);
  });

  it('keeps what the step gave, what it saved, and who decided', () => {
    const run = foldRun(sealedRows(9));

    expect(run.outputs).toMatchObject({ a: { value: { outcome: 'approve' } } });
    expect(run.context).toMatchObject({ decision: { value: 'approve' } });
    expect(run.visits).toMatchObject([{ stepId: 'a', humanOutcome: 'approve', state: { status: 'completed' }, firstSeq: 3, lastSeq: 8 }]);
  });

  it('refuses rows that no engine writes', () => {
    const rows = sealedRows(9);

    expect(() => foldRun(rows.slice(1))).toThrow('begins with run.created');
    expect(() => foldRun([])).toThrow('at least its first row');
  });
});
