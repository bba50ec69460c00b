import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldRun } from '../../../../engine/trace/fold-run.ts';
import { contextChanges } from '../../../../renderer/panels/run-details/context-change.ts';
import { criticalRows } from '../../../../renderer/panels/timeline/critical-rows.ts';
import { minimapColumns } from '../../../../renderer/panels/timeline/minimap-columns.ts';
import { GAP_PX, timelineAxis, type TimelineView } from '../../../../renderer/panels/timeline/timeline-axis.ts';
import { timelineLines } from '../../../../renderer/panels/timeline/timeline-lines.ts';
import { timelineRows } from '../../../../renderer/panels/timeline/timeline-rows.ts';
import { timelineScale } from '../../../../renderer/panels/timeline/timeline-scale.ts';
import { panView, rangeView, zoomView } from '../../../../renderer/panels/timeline/timeline-view.ts';
import { chainState } from '../../../../renderer/panels/trace/chain-state.ts';
import { aHash, aStep, AT_NOON, aValue, TraceScript } from './a-run.ts';

const SECOND = 1_000_000;
const WIDTH = 800;

/** Two attempts at a draft, an hour's wait for a partner, a dear last step. */
const rows = new TraceScript()
  .start('draft', 'sage_skill')
  .wait(2 * SECOND)
  .retry('transient', 'The model did not answer.', SECOND)
  .wait(SECOND)
  .start('draft', 'sage_skill', 1, 2)
  .add('agent.called', { stage: 'notes', stageKey: null, provider: 'p', modelClass: 'drafting', modelId: 'm-1', prompt: aValue('Draft.') })
  .wait(SECOND)
  .add('agent.returned', {
    ...{ stage: 'notes', stageKey: null, provider: 'p', modelId: 'm-1', answer: aValue('ok'), finishReason: 'stop' },
    usage: { inputTokens: 900, outputTokens: 100 },
  })
  .complete('a draft', { costMicroUsd: 10_000, save: { draft: aValue('a draft') } })
  .start('review', 'human_task')
  .askHuman('role:partner')
  .wait(3600 * SECOND)
  .answer('approve', null, 'user:ana')
  .complete({ outcome: 'approve' }, { save: { draft: aValue('a better draft') } })
  .start('write', 'sage_skill')
  .wait(10 * SECOND)
  .complete('text', { costMicroUsd: 90_000 })
  .add('run.succeeded', { artefacts: [] })
  .rows();
const run = foldRun(rows);
const visits = timelineRows(run, rows, id => id);
const endUs = run.endedAtUs ?? 0;
const scale = timelineScale({ rows: visits, startUs: AT_NOON, endUs });
const axisOf = (view: TimelineView | null) => timelineAxis(scale, WIDTH, view);

describe('what of a run is in view', () => {
  it('keeps the instant under the pointer where it is while one zooms', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: WIDTH, noNaN: true }), fc.double({ min: 1.1, max: 40, noNaN: true }), (atPx, factor) => {
        const before = axisOf(null);
        const after = axisOf(zoomView(scale, before, factor, atPx));
        expect(Math.abs(after.x(before.at(atPx)) - atPx)).toBeLessThan(1);
      }),
      { seed: 6, numRuns: 200 },
    );
  });

  it('is the whole run again when one zooms out, and never less', () => {
    const near = zoomView(scale, axisOf(null), 8, 100);

    expect(zoomView(scale, axisOf(near), 1 / 9, 300)).toBeNull();
    expect(panView(scale, axisOf(null), 500)).toBeNull();
  });

  it('ends at the end of the run, and stays there as the run goes on', () => {
    const near = zoomView(scale, axisOf(null), 4, 100);
    const end = panView(scale, axisOf(near), 1e9);
    const later = timelineScale({ rows: visits, startUs: AT_NOON, endUs: endUs + 5 * SECOND });

    expect(end?.leftUs).toBe('end');
    expect(timelineAxis(later, WIDTH, end).x(endUs + 5 * SECOND)).toBeCloseTo(WIDTH, 3);
  });

  it('holds a marked range from edge to edge, with a folded wait in it too', () => {
    const range = { fromUs: AT_NOON + 3.5 * SECOND, toUs: endUs - 8 * SECOND };

    const axis = axisOf(rangeView(scale, WIDTH, range));

    expect(axis.x(range.fromUs)).toBeCloseTo(0, 1);
    expect(axis.x(range.toUs)).toBeCloseTo(WIDTH, 1);
    expect(axis.gaps.map(gap => Math.round(gap.widthPx))).toEqual([GAP_PX]);
  });

  it('has marks in view only', () => {
    const axis = axisOf({ pxPerUs: axisOf(null).pxPerUs * 20, leftUs: endUs - 6 * SECOND });

    expect(axis.ticks.length).toBeGreaterThan(3);
    expect(axis.ticks.every(tick => tick.xPx >= -1 && tick.xPx <= WIDTH)).toBe(true);
  });
});

describe('the lines of the timeline', () => {
  const linesOf = (sought: string, ...unfolded: string[]) =>
    timelineLines({ rows: visits, trace: rows, sought, unfolded: new Set(unfolded) }).map(({ row, part }) =>
      part === null ? row.title : `  ${part.title}: ${part.note}`,
    );

  it('show attempts and stages beneath an unfolded step', () => {
    expect(linesOf('', 'draft 1')).toEqual([
      'draft',
      '  Attempt 1: failed: The model did not answer.',
      '  Attempt 2: done',
      '  notes: m-1, 1,000 tokens',
      'review',
      'write',
    ]);
  });

  it('are found by title, state and kind, all words together', () => {
    expect(linesOf('HUMAN')).toEqual(['review']);
    expect(linesOf('done sage wri')).toEqual(['write']);
    expect(linesOf('nothing of the kind')).toEqual([]);
  });

  it('are critical where four fifths of the working time went', () => {
    expect([...criticalRows(visits, endUs)].map(([key, share]) => [key, Math.round(share * 100)])).toEqual([
      ['write 1', 77],
      ['draft 1', 23],
    ]);
  });

  it('are summed in a strip: cost where it was spent, a wait where one waited', () => {
    const columns = minimapColumns(visits, axisOf(null), endUs, 40);

    expect(columns.at(-1)?.cost).toBeCloseTo(1, 5);
    expect(columns.find(({ cost }) => cost > 0)?.cost).toBeLessThan(0.6);
    expect(columns.map(({ state }) => state)).toContain('wait');
  });
});

describe('the details of a row', () => {
  it('tell what became of the context', () => {
    const before = { draft: aValue('a'), kept: aValue(1) };

    expect(
      contextChanges(before, { draft: aValue('b'), kept: aValue(1), more: aValue(2) }).map(({ name, before: was }) => [name, was === null]),
    ).toEqual([
      ['draft', false],
      ['more', true],
    ]);
    expect(contextChanges(before, before)).toEqual([]);
  });

  it('say whether its rows stand in the chain', () => {
    const changed = rows.map(row => (row.seq === 5 ? { ...row, stepId: aStep('other') } : row));
    const replaced = rows.map(row => (row.seq === 5 ? { ...row, rowHash: aHash('e') } : row));

    expect(chainState(rows.slice(3, 6), rows)).toEqual({
      holds: true,
      sentence: 'The chain holds: 3 rows follow from the row before and are as they were written.',
    });
    expect(chainState(changed.slice(3, 6), changed).sentence).toBe('Row 5 was changed after it was written.');
    expect(chainState(replaced.slice(5, 6), replaced).sentence).toMatch(/^Row 6 does not follow the row before it/);
  });
});
