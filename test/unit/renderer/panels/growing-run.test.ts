import { describe, expect, it } from 'vitest';
import { foldRows, foldRun } from '../../../../engine/trace/fold-run.ts';
import { attemptLines } from '../../../../renderer/panels/run-details/attempt-lines.ts';
import { citedPassage } from '../../../../renderer/panels/run-details/cited-passage.ts';
import { rowsOfVisit } from '../../../../renderer/panels/run-details/visit-sentence.ts';
import { criticalRows } from '../../../../renderer/panels/timeline/critical-rows.ts';
import { rowReader, timelineRows } from '../../../../renderer/panels/timeline/timeline-rows.ts';
import { aHash, TraceScript } from './a-run.ts';

const SECOND = 1_000_000;
const titleOf = (id: string): string => `Step ${id}`;

/** A failed attempt, a person's answer after a wait, and a step once more. */
const rows = new TraceScript()
  .start('draft', 'sage_skill')
  .wait(2 * SECOND)
  .retry('transient', 'The model did not answer.', SECOND)
  .wait(SECOND)
  .start('draft', 'sage_skill', 1, 2)
  .wait(3 * SECOND)
  .complete('a draft')
  .start('review', 'human_task')
  .askHuman('role:partner')
  .wait(60 * SECOND)
  .answer('approve', null, 'user:ana')
  .wait(SECOND)
  .complete({ outcome: 'approve' })
  .start('draft', 'sage_skill', 2)
  .complete('another')
  .add('run.succeeded', { artefacts: [] })
  .rows();

describe('the timeline of a run that goes on', () => {
  it('is the same after each row as when it is read from the first', () => {
    const read = rowReader(titleOf);
    for (let seq = 1; seq <= rows.length; seq++) {
      const soFar = rows.slice(0, seq);
      expect(read(foldRun(soFar), soFar)).toEqual(timelineRows(foldRun(soFar), soFar, titleOf));
    }
  });

  it('keeps the rows that nothing new is told of, and begins anew with another run', () => {
    const read = rowReader(titleOf);
    const half = rows.slice(0, -3);
    const run = foldRun(half);
    const before = read(run, half);
    const after = read(foldRows(run, rows.slice(half.length)), rows);
    const other = new TraceScript().start('write', 'sage_skill').complete(1).rows();

    expect(after[0]).toBe(before[0]);
    expect(after).toHaveLength(3);
    expect(read(foldRun(other), other).map(row => row.key)).toEqual(['write 1']);
  });

  it('marks no step as critical where thousands share the work', () => {
    const script = new TraceScript();
    for (let visit = 1; visit <= 300; visit++) script.start('draft', 'sage_skill', visit).wait(SECOND).complete(visit);
    const even = script.rows();

    expect(criticalRows(timelineRows(foldRun(even), even, titleOf), 0).size).toBe(0);
  });
});

describe('the details of a visit', () => {
  it('tell what became of each attempt', () => {
    const [draft] = foldRun(rows).visits;

    expect(draft === undefined ? [] : attemptLines(rowsOfVisit(rows, draft))).toEqual([
      { attempt: 1, isFailure: true, sentence: 'Failed after 2.0 s: The model did not answer. The next one was due 1.0 s later.' },
      { attempt: 2, isFailure: false, sentence: 'Done after 3.0 s.' },
    ]);
  });

  it('know a citation wherever it stands, and nothing that only looks like one', () => {
    const cited = { id: 'c1.1', slice: 'transcript', slice_hash: aHash('c'), start: 4, end: 9, unit: 'utf16', quote: 'words', score: 1 };

    expect(citedPassage(cited)).toEqual({ slice: 'transcript', sliceHash: aHash('c'), start: 4, end: 9, quote: 'words' });
    expect(citedPassage({ ...cited, slice_hash: 'sha256:no' })).toBeNull();
    expect(citedPassage({ ...cited, end: 4 })).toBeNull();
    expect(citedPassage({ ...cited, start: -1 })).toBeNull();
    expect(citedPassage('transcript')).toBeNull();
  });
});
