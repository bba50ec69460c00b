import { describe, expect, it } from 'vitest';
import { RunId } from '../../../../engine/base/ids.ts';
import { foldRun } from '../../../../engine/trace/fold-run.ts';
import type { TraceRow } from '../../../../engine/trace/trace-row.ts';
import { actorName } from '../../../../renderer/panels/run-details/actor-name.ts';
import { gateSentence } from '../../../../renderer/panels/run-details/gate-sentence.ts';
import { shownLabel } from '../../../../renderer/panels/inbox/shown-label.ts';
import { jsonWords, valueWords } from '../../../../renderer/panels/run-details/value-words.ts';
import { rowsOfVisit, visitSentence } from '../../../../renderer/panels/run-details/visit-sentence.ts';
import { runSentence } from '../../../../renderer/panels/runs/run-sentence.ts';
import { stepChips } from '../../../../renderer/panels/runs/step-chips.ts';
import { activeStep, takenEdges } from '../../../../renderer/panels/runs/taken-edges.ts';
import { aHash, aStep, AT_NOON, aValue, TraceScript } from './a-run.ts';

const SECOND = 1_000_000;
const HOUR = 3600 * SECOND;
const titleOf = (id: string): string => `Step ${id}`;
const frame = { nowUs: AT_NOON + 58 * HOUR, timeZone: 'UTC' };
const reads = [{ path: 'context.share', value: aValue(0.62) }];

/** The sentence of the last visit of a run. */
function lastSentence(rows: readonly TraceRow[]): string {
  const run = foldRun(rows);
  const visit = run.visits.at(-1);
  if (visit === undefined) throw new Error('A story has a visit.');
  return visitSentence({ run, visit, rows: rowsOfVisit(rows, visit), titleOf, frame });
}

describe('the sentence of a step', () => {
  it('says what Sage took and cost', () => {
    const rows = new TraceScript().start('a', 'sage_skill').wait(3_400_000).complete('x', { costMicroUsd: 40_000, citations: 12 }).rows();
    expect(lastSentence(rows)).toBe('Sage answered in 3.4 s for $0.04, with 12 citations.');
  });

  it('says where a reused answer came from and what it saves', () => {
    const cachedFrom = { runId: RunId.parse('run_0'), stepId: aStep('a'), atUs: AT_NOON + 57 * HOUR };
    const rows = new TraceScript().start('a', 'sage_skill').complete('x', { from: 'cache', cachedFrom, avoidedMicroUsd: 40_000 }).rows();
    expect(lastSentence(rows)).toBe('Reused from the run of 21:00, saves $0.04.');
  });

  it('says for whom a run waits, and since when', () => {
    const rows = new TraceScript().start('a', 'human_task').askHuman('role:partner').rows();
    expect(lastSentence(rows)).toBe('Waiting for a partner since Friday 12:00.');
  });

  it('says who answered what', () => {
    const rows = new TraceScript()
      .start('a', 'human_task')
      .askHuman('role:partner')
      .wait(52 * HOUR)
      .answer('approve', 'Good work.', 'user:ana')
      .complete({})
      .rows();
    expect(lastSentence(rows)).toBe('Ana answered “Approve” after 2 d 4 h: “Good work.”');
  });

  it('says what a gate read, what it needed, and where the run went', () => {
    const rows = new TraceScript()
      .start('g', 'gate')
      .add('gate.evaluated', { expression: 'context.share >= 0.7', reads, result: false })
      .complete(false, {}, { gateResult: false })
      .add('run.halted', { cause: { kind: 'gate', stepId: aStep('g'), expression: 'context.share >= 0.7', reads } })
      .rows();
    expect(lastSentence(rows)).toBe('The gate read context.share = 0.62, needed ≥ 0.7, so the run halted.');
    expect(runSentence(foldRun(rows), titleOf, frame)).toBe('The gate read context.share = 0.62, needed ≥ 0.7, so the run halted.');
    expect(stepChips(foldRun(rows))[aStep('g')]?.mark).toBe('halted');
  });

  it('tells in full what is no single comparison', () => {
    const reading = {
      expression: 'context.share > 0.5 && context.ok',
      reads: [...reads, { path: 'context.ok', value: aValue(true) }],
      result: true,
    };
    expect(gateSentence(reading, 'the run went on')).toBe(
      'The gate read context.share = 0.62 and context.ok = true; “context.share > 0.5 && context.ok” is true, so the run went on.',
    );
  });

  it('counts the attempts that failed', () => {
    const rows = new TraceScript()
      .start('a', 'sage_skill')
      .retry('transient', 'No answer', SECOND)
      .start('a', 'sage_skill', 1, 2)
      .fail('transient', 'No answer')
      .rows();
    expect(lastSentence(rows)).toBe('Failed after 2 attempts: No answer.');
  });

  it('says that a simulated product was not called', () => {
    const rows = new TraceScript().start('p', 'product_action').complete({}, { simulated: true }, { product: 'rfp' }).rows();
    expect(lastSentence(rows)).toBe('Simulated: RFP was not called, its example answered.');
  });
});

describe('the canvas overlay', () => {
  const rows = new TraceScript()
    .start('a', 'sage_skill')
    .wait(12_000)
    .complete('x', { costMicroUsd: 40_000 })
    .start('g', 'gate')
    .add('gate.evaluated', { expression: 'true', reads: [], result: true })
    .complete(true, {}, { gateResult: true })
    .start('h', 'human_task')
    .askHuman('user:ana')
    .rows();

  it('has a chip for each step the run came to', () => {
    expect(stepChips(foldRun(rows))).toMatchObject({
      a: { word: 'done', duration: '12 ms', cost: '$0.04', reused: false },
      g: { word: 'done', cost: null },
      h: { word: 'waiting', duration: null },
    });
  });

  it('knows the edges taken and the step that is active', () => {
    expect(takenEdges(foldRun(rows))).toEqual([
      { from: 'a', field: 'next', to: 'g' },
      { from: 'g', field: 'onPass', to: 'h' },
    ]);
    expect(activeStep(foldRun(rows))).toBe('h');
  });

  it('draws a hit without a duration: it was no work of 0 ms', () => {
    const hit = new TraceScript().start('a', 'sage_skill').complete('x', { from: 'cache', avoidedMicroUsd: 40_000 }).rows();
    expect(stepChips(foldRun(hit))[aStep('a')]).toMatchObject({ word: 'reused', reused: true, duration: null, cost: 'saves $0.04' });
  });
});

describe('words for people', () => {
  it('names actors as one speaks of them', () => {
    expect(
      ['role:partner', 'role:account_lead', 'user:ana', 'agent:sage', 'product:rfp', 'product:sentinel', 'system'].map(actorName),
    ).toEqual(['a partner', 'an account lead', 'Ana', 'Sage', 'RFP', 'Sentinel', 'Atelier']);
  });

  it('names what a task shows by the path it was taken from', () => {
    const labels = [
      'context.grounded_share',
      'steps.a.output.avoids',
      "steps.a.output.verdicts.filter(v, v.verdict == 'x')",
      'steps.a.output',
      "has(context.reply) ? context.reply : ''",
      '1 + 2',
    ];
    expect(labels.map(label => shownLabel(label, titleOf))).toEqual([
      'Grounded share',
      'Avoids · Step a',
      'Verdicts · Step a',
      'Step a',
      'Reply',
      null,
    ]);
  });

  it('puts any value in a few words and never shows null or undefined', () => {
    const words = [null, '', 'x'.repeat(100), 0.1 + 0.2, true, [], [1, 2], {}, { a: null }].map(jsonWords);
    expect(words.join(' ')).not.toMatch(/null|undefined|NaN/);
    expect(words.slice(3)).toEqual(['0.3', 'true', 'an empty list', 'a list of 2', 'a record of 0 fields', 'a record of 1 field']);
    expect(jsonWords({ claim_id: 'c1', text: 'We agreed on twelve buyers.' })).toBe('“We agreed on twelve buyers.”');
    expect(valueWords({ hash: aHash('d'), bytes: 14_336 })).toBe('a value of 14 KB');
  });
});
