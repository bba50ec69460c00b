import { describe, expect, it } from 'vitest';
import { chainBreak } from '../../../engine/trace/chain.ts';
import { foldRun, foldRows } from '../../../engine/trace/fold-run.ts';
import { keptTraces, releases, rowsOf } from '../../golden/kept-traces.ts';

const KEPT = releases().flatMap(keptTraces);

describe('A trace that a released engine wrote', () => {
  it('is kept, at least one release of them', () => {
    expect(KEPT.length).toBeGreaterThanOrEqual(20);
  });

  it.each(KEPT)('still holds its chain and folds to what it was then: $name', trace => {
    const rows = rowsOf(trace);

    expect(chainBreak(rows)).toBeNull();
    // A later engine may know more of a run than that release did, and nothing otherwise.
    expect(JSON.parse(JSON.stringify(foldRun(rows)))).toMatchObject(trace.fold as object);
    // Row by row, as a window follows it, comes to the same.
    expect(rows.slice(1).reduce((run, row) => foldRows(run, [row]), foldRun(rows.slice(0, 1)))).toEqual(foldRun(rows));
  });

  it('covers most kinds of rows', () => {
    const kinds = new Set(KEPT.flatMap(trace => rowsOf(trace).map(({ kind }) => kind)));
    expect(kinds.size).toBeGreaterThanOrEqual(28);
  });
});
