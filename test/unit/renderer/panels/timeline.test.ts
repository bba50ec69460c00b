import { describe, expect, it } from 'vitest';
import { RunId } from '../../../../engine/base/ids.ts';
import { foldRun } from '../../../../engine/trace/fold-run.ts';
import { placeWords } from '../../../../renderer/panels/timeline/place-words.ts';
import { GAP_PX, timelineAxis } from '../../../../renderer/panels/timeline/timeline-axis.ts';
import { timelineRows } from '../../../../renderer/panels/timeline/timeline-rows.ts';
import { timelineScale } from '../../../../renderer/panels/timeline/timeline-scale.ts';
import { timelineSpans } from '../../../../renderer/panels/timeline/timeline-spans.ts';
import { aStep, AT_NOON, TraceScript } from './a-run.ts';

const SECOND = 1_000_000;
const HOUR = 3600 * SECOND;
const titleOf = (id: string): string => `Step ${id}`;
const cachedFrom = { runId: RunId.parse('run_0'), stepId: aStep('draft'), atUs: AT_NOON - HOUR };

/** A draft that took two attempts, then a partner who took two days. */
const waited = () =>
  new TraceScript()
    .start('draft', 'sage_skill')
    .wait(2 * SECOND)
    .retry('transient', 'The model did not answer.', SECOND)
    .wait(SECOND)
    .start('draft', 'sage_skill', 1, 2)
    .wait(3 * SECOND)
    .complete('a draft', { inputTokens: 900, outputTokens: 100, costMicroUsd: 40_000 })
    .start('review', 'human_task')
    .askHuman('role:partner')
    .wait(52 * HOUR)
    .answer('approve', null, 'user:ana')
    .wait(SECOND)
    .complete({ outcome: 'approve' })
    .add('run.succeeded', { artefacts: [] })
    .rows();

describe('the timeline', () => {
  it('has a row for each visit, with its attempts, tokens and cost', () => {
    const rows = waited();

    const shown = timelineRows(foldRun(rows), rows, titleOf);

    expect(shown.map(row => [row.title, row.mark, row.attempts, row.durationUs, row.tokens, row.costMicroUsd])).toEqual([
      ['Step draft', 'done', 2, 6 * SECOND, 1000, 40_000],
      ['Step review', 'done', 1, 52 * HOUR + SECOND, null, null],
    ]);
  });

  it('cuts a visit into work, pauses and waits, without holes', () => {
    const spans = timelineSpans(waited());

    expect(spans.get('draft 1')?.map(span => [span.kind, span.attempt, (span.fromUs - AT_NOON) / SECOND])).toEqual([
      ['work', 1, 0],
      ['pause', 1, 2],
      ['work', 2, 3],
    ]);
    expect(spans.get('review 1')?.map(span => span.kind)).toEqual(['work', 'wait', 'work']);
  });

  it('leaves the last stretch of a run that waits open', () => {
    const rows = new TraceScript().start('review', 'human_task').askHuman('role:partner').rows();

    const row = timelineRows(foldRun(rows), rows, titleOf)[0];

    expect(row?.mark).toBe('waiting');
    expect(row?.durationUs).toBeNull();
    expect(row?.spans.at(-1)).toMatchObject({ kind: 'wait', toUs: null });
  });

  it('marks what was reused and remembers from where', () => {
    const rows = new TraceScript()
      .start('draft', 'sage_skill')
      .complete('a draft', { from: 'cache', cachedFrom, avoidedMicroUsd: 40_000 })
      .rows();

    const row = timelineRows(foldRun(rows), rows, titleOf)[0];

    expect(row).toMatchObject({ mark: 'reused', reusedFrom: { runId: 'run_0' }, avoidedMicroUsd: 40_000 });
  });

  it('tells the visits of a loop apart', () => {
    const rows = new TraceScript().start('draft', 'sage_skill').complete(1).start('draft', 'sage_skill', 2).complete(2).rows();

    expect(timelineRows(foldRun(rows), rows, titleOf).map(row => row.key)).toEqual(['draft 1', 'draft 2']);
  });
});

describe('the time axis', () => {
  const axisOf = (opened?: ReadonlySet<string>) => {
    const rows = waited();
    const run = foldRun(rows);
    const scale = timelineScale({
      rows: timelineRows(run, rows, titleOf),
      startUs: run.createdAtUs,
      endUs: run.endedAtUs ?? 0,
      ...(opened === undefined ? {} : { opened }),
    });
    return timelineAxis(scale, 800);
  };

  it('folds a long wait to a block and gives the rest of the width to work', () => {
    const axis = axisOf();

    expect(axis.gaps).toEqual([expect.objectContaining({ rowKey: 'review 1', widthPx: GAP_PX })]);
    // 6 s of drafting and 1 s after the answer share what the block leaves.
    expect(axis.x(AT_NOON + 6 * SECOND)).toBeCloseTo((6 / 7) * (800 - GAP_PX), 3);
    expect(axis.x(AT_NOON + 52 * HOUR + 7 * SECOND)).toBeCloseTo(800, 3);
  });

  it('draws an opened wait in full', () => {
    const axis = axisOf(new Set(['review 1']));

    expect(axis.gaps).toEqual([]);
    expect(axis.x(AT_NOON + 6 * SECOND)).toBeLessThan(1);
  });

  it('never runs backwards and stays within its width', () => {
    const axis = axisOf();
    const xs = Array.from({ length: 200 }, (_, step) => axis.x(AT_NOON + (step / 199) * 53 * HOUR));

    expect(xs.every((x, index) => x >= (xs[index - 1] ?? 0) && x <= 800)).toBe(true);
  });

  it('has round ticks in busy stretches only', () => {
    const { ticks, gaps } = axisOf();

    expect(ticks.map(tick => tick.atUs / SECOND).slice(0, 4)).toEqual([0, 1, 2, 3]);
    const [gap] = gaps;
    expect(ticks.some(tick => gap !== undefined && tick.xPx > gap.xPx && tick.xPx < gap.xPx + gap.widthPx)).toBe(false);
  });

  it('gives a run without any length a place', () => {
    const axis = timelineAxis(timelineScale({ rows: [], startUs: AT_NOON, endUs: AT_NOON }), 800);

    expect(axis.x(AT_NOON)).toBe(0);
    expect(Number.isFinite(axis.x(AT_NOON + 1))).toBe(true);
  });
});

describe('the words beside a bar', () => {
  const words = (startPx: number, endPx: number, length = 20) => placeWords({ length, startPx, endPx, widthPx: 400 });

  it('stand after it, before it, or short where there is more room', () => {
    expect(words(10, 50)).toEqual({ side: 'after', isShort: false });
    expect(words(300, 390)).toEqual({ side: 'before', isShort: false });
    expect(words(100, 350)).toEqual({ side: 'before', isShort: true });
    expect(words(20, 330)).toEqual({ side: 'after', isShort: true });
    expect(words(20, 390)).toBeNull();
  });
});
