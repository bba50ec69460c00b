import { describe, expect, it } from 'vitest';
import { StepId } from '../../../../engine/base/ids.ts';
import type { Flow } from '../../../../engine/flow/flow.ts';
import { connectChoices } from '../../../../renderer/outline/connect-choices.ts';
import { outlineRows, rowsAbove, unfoldedRows } from '../../../../renderer/outline/outline-rows.ts';
import { wayWords, waysSentence } from '../../../../renderer/outline/way-words.ts';
import { aFlow, gate, human, skill } from '../../flow/a-flow.ts';

const id = (name: string) => StepId.parse(name);
/** `  fail: rework`: two blanks for each level, the branch, the step. */
const lines = (rows: ReturnType<typeof outlineRows>) =>
  rows.map(({ depth, branch, step }) => `${'  '.repeat(depth)}${branch === null ? '' : `${branch}: `}${step.id}`);
const wordsOf = (flow: Flow, stepId: string) => {
  const rows = outlineRows(flow);
  const step = flow.steps.find(one => one.id === stepId);
  return step === undefined
    ? ''
    : waysSentence(wayWords(step, new Map(rows.map((row, index) => [row.step.id, index])), new Map(flow.steps.map(one => [one.id, one]))));
};

const REVIEW = aFlow(
  [
    skill('late'),
    skill('draft', { next: 'score', title: 'Draft the notes' }),
    gate('score', { expression: 'true', onPass: 'ask', onFail: 'rework' }),
    skill('rework', { next: 'polish' }),
    skill('polish', { next: 'draft', onError: 'late' }),
    human('ask', { onDeadline: 'late' }, { next: 'send' }),
    skill('send'),
  ],
  { start: 'draft' },
);

describe('The lines of an outline', () => {
  it('begin at the start, follow the usual way, and nest what leaves it under the step that it leaves', () => {
    expect(lines(outlineRows(REVIEW))).toEqual(['draft', 'score', '  fail: rework', '  polish', '    error: late', 'ask', 'send']);
  });

  it('hold every step once, whatever leads where, and put what the start does not lead to at the end', () => {
    const flow = aFlow([
      skill('a', { next: 'b' }),
      skill('b', { next: 'a' }),
      skill('loop', { next: 'loop' }),
      skill('tail'),
      skill('alone', { next: 'tail' }),
    ]);
    expect(lines(outlineRows(flow))).toEqual(['a', 'b', 'not reached: alone', 'tail', 'not reached: loop']);
  });

  it('tell a tree where each stands among those under the same step', () => {
    const [, , rework, polish] = outlineRows(REVIEW);
    expect([rework, polish]).toMatchObject([
      { parent: 'score', place: 1, placeOf: 2, hasBranches: false },
      { parent: 'score', place: 2, placeOf: 2, hasBranches: true },
    ]);
  });

  it('say of each way where it leads: on, back, out of the flow, or to nothing', () => {
    expect(wordsOf(REVIEW, 'draft')).toBe('then score');
    expect(wordsOf(REVIEW, 'score')).toBe('pass: ask; fail: rework');
    expect(wordsOf(REVIEW, 'polish')).toBe('back to Draft the notes; error: late');
    expect(wordsOf(REVIEW, 'send')).toBe('the run ends here');
    expect(wordsOf(aFlow([gate('g', { expression: 'true', onPass: 'gone', onFail: 'halt' })]), 'g')).toBe(
      'pass: leads to “gone”, which is not there; fail: halts the run',
    );
  });

  it('are folded away under a step, with all that hangs below them', () => {
    const rows = outlineRows(REVIEW);
    expect(lines(unfoldedRows(rows, new Set([id('score')])))).toEqual(['draft', 'score', 'ask', 'send']);
    expect(rowsAbove(rows, id('late'))).toEqual(['score', 'polish']);
  });

  it('go thousands of branches deep without a call for each', () => {
    const count = 4_000;
    const flow = aFlow(
      Array.from({ length: count }, (_none, at) => gate(`g${at}`, { expression: 'true', onFail: at + 1 < count ? `g${at + 1}` : 'halt' })),
    );
    const rows = outlineRows(flow);
    expect(rows).toHaveLength(count);
    expect(rows.at(-1)?.depth).toBe(count - 1);
  });
});

describe('The places that a way can lead to', () => {
  it('are found by their words, nowhere among them, the step itself not', () => {
    expect(connectChoices(REVIEW, id('score'), 'onFail', '').choices.map(({ title }) => title)).toEqual([
      'Halt the run',
      'Draft the notes',
      'rework',
      'polish',
      'late',
      'ask',
      'send',
    ]);
    expect(connectChoices(REVIEW, id('score'), 'onFail', 'NOTES dra').choices).toMatchObject([
      { to: 'draft', hint: 'goes back · Sage skill · echo' },
    ]);
    expect(connectChoices(REVIEW, id('score'), 'onFail', 'rework').choices[0]?.hint).toContain('as now');
  });

  it('are listed in part when there are many', () => {
    const flow = aFlow(Array.from({ length: 100 }, (_none, at) => skill(`s${at}`)));
    const { choices, left } = connectChoices(flow, id('s0'), 'next', '');
    expect(choices.length + left).toBe(100);
    expect(left).toBeGreaterThan(0);
  });
});
