import { describe, expect, it } from 'vitest';
import { referTo } from '../../../engine/base/value-ref.ts';
import { foldRow, foldRows, foldRun } from '../../../engine/trace/fold-run.ts';
import type { Run } from '../../../engine/trace/run.ts';
import { parseTraceRow, type RowData } from '../../../engine/trace/trace-row.ts';
import { sealedRows } from './unsealed-rows.ts';

const SPENT_NOTHING = { simulated: false, inputTokens: 0, outputTokens: 0, costMicroUsd: 0, avoidedMicroUsd: 0, citations: 0 };

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

  it('takes what the end of a step leaves out for the ordinary: worked, not simulated, nothing saved or spent', () => {
    const { ref: output } = referTo('done');
    const ordinary = { save: {}, from: 'work', cachedFrom: null, ...SPENT_NOTHING } as const;
    const started = sealedRows(3);
    const endedWith = (data: RowData<'step.completed'>): Run => {
      const ended = parseTraceRow(JSON.parse(JSON.stringify({ ...sealedRows(8)[7], seq: 4, data })));
      return foldRows(foldRun(started), [ended]);
    };

    expect(endedWith({ output })).toEqual(endedWith({ output, ...ordinary }));
    expect(endedWith({ output }).visits).toMatchObject([
      { state: { status: 'completed', from: 'work', cachedFrom: null }, ...SPENT_NOTHING },
    ]);
  });

  it('refuses rows that no engine writes', () => {
    const rows = sealedRows(9);

    expect(() => foldRun(rows.slice(1))).toThrow('begins with run.created');
    expect(() => foldRun([])).toThrow('at least its first row');
  });
});
