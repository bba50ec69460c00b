import { describe, expect, it } from 'vitest';
import { Actor, FlowId, PacketId, StepId, TestRunId } from '../../../engine/base/ids.ts';
import { ok } from '../../../engine/base/result.ts';
import { Flow } from '../../../engine/flow/flow.ts';
import { isInSet } from '../../../engine/test-set/is-in-set.ts';
import { judgeCase } from '../../../engine/test-set/judge-case.ts';
import { isToBeRunAgain, testGrid, type TestGrid } from '../../../engine/test-set/test-grid.ts';
import type { TestRun } from '../../../engine/test-set/test-run.ts';
import { activePins, NO_TEST_SET, TestSet, type Expected } from '../../../engine/test-set/test-set.ts';
import type { Run } from '../../../engine/trace/run.ts';
import { overLimit } from '../../../renderer/panels/runs/over-limit.ts';
import { expectedWords, gridSentence } from '../../../renderer/panels/tests/test-words.ts';

const [monday, tuesday] = [PacketId.parse('monday'), PacketId.parse('tuesday')];
const ANA = Actor.parse('user:ana');
const slice = (required: boolean) => ({ schema: { type: 'string' }, required });
const FLOW = Flow.parse({
  format: 'atelier-flow/1',
  name: 'Talk',
  packet: { slices: { intake: slice(true), notes: slice(false) } },
  start: 'ask',
  steps: [{ id: 'ask', kind: 'human_task', title: 'Ask the partner', config: { assignee: 'role:partner', description: 'Go on?' } }],
});

/** As much of a run as is judged. */
const aRun = (status: 'running' | 'succeeded' | 'halted', stepId = 'ask'): Run =>
  ({ state: { status }, visits: [{ stepId }] }) as unknown as Run; // true: nothing else of it is read here

const judged = (run: Run, expected: Expected | undefined, value: boolean | string = true) =>
  judgeCase(run, expected, { evaluate: () => Promise.resolve(ok(value)), titleOf: id => (id === 'ask' ? 'Ask the partner' : id) });

describe('What is expected of a packet', () => {
  it('is met when the run ends so, there, and all that was named holds', async () => {
    const expected = { end: 'succeeded' as const, stepId: StepId.parse('ask'), holds: ['context.score > 1'] };

    expect(await judged(aRun('succeeded'), expected)).toEqual({ isMet: true, misses: [] });
    expect(await judged(aRun('halted', 'fit'), expected, false)).toEqual({
      isMet: false,
      misses: [
        'It was to succeed, and it halted.',
        'It was to come to rest at “Ask the partner”, and it was “fit”.',
        '“context.score > 1” is false.',
      ],
    });
  });

  it('is judged neither while the run goes on nor where nothing is expected', async () => {
    expect((await judged(aRun('running'), { end: 'succeeded' })).isMet).toBeNull();
    expect((await judged(aRun('succeeded'), undefined)).isMet).toBeNull();
    expect((await judged(aRun('succeeded'), {})).isMet).toBeNull();
  });

  it('is missed by what is no truth value and by what cannot be read', async () => {
    expect((await judged(aRun('succeeded'), { holds: ['context.name'] }, 'Ana')).misses).toEqual(['“context.name” is "Ana", not true.']);
    expect((await judged(aRun('succeeded'), { holds: ['context.name =='] })).misses[0]).toMatch(/^“context.name ==” cannot be read/);
  });

  it('is told in words', () => {
    const titleOf = () => 'Ask the partner';
    expect(expectedWords({ end: 'halted', stepId: StepId.parse('ask'), holds: ['a', 'b'] }, titleOf)).toBe(
      'halts at “Ask the partner”, 2 things hold',
    );
    expect(expectedWords({}, titleOf)).toBeNull();
  });
});

describe('A test set', () => {
  it('holds each packet that has what the flow requires, but those left out', () => {
    const packet = (packetId: PacketId, ...sliceNames: string[]) => ({ packetId, sliceNames, problem: null });
    const set: TestSet = { ...NO_TEST_SET, cases: { [tuesday]: { isOut: true } } };

    expect(isInSet(packet(monday, 'intake'), FLOW, set)).toBe(true);
    expect(isInSet(packet(monday, 'notes'), FLOW, set)).toBe(false);
    expect(isInSet({ ...packet(monday, 'intake'), problem: 'It cannot be read.' }, FLOW, set)).toBe(false);
    expect(isInSet(packet(tuesday, 'intake'), FLOW, set)).toBe(false);
  });

  it('gives the outputs that stand in, without those switched off', () => {
    const pin = { output: 1, by: ANA, atUs: 1 };
    const set = TestSet.parse({ ...NO_TEST_SET, pins: { ask: pin, fit: { ...pin, isOff: true } } });

    expect(activePins(set)).toEqual({ ask: 1 });
    expect(TestSet.safeParse({ ...NO_TEST_SET, pins: { 'no id': pin } }).success).toBe(false);
  });
});

describe('The limit of a run', () => {
  const plan = (costMicroUsd: number, atMostCostMicroUsd: number) =>
    ({ totals: { costMicroUsd, atMostCostMicroUsd } }) as Parameters<typeof overLimit>[0]; // true: nothing else of it is read

  it('is warned of before the run when it will be, or may be, too low', () => {
    expect(overLimit(plan(10, 20), null)).toBeNull();
    expect(overLimit(plan(10, 20), 20)).toBeNull();
    expect(overLimit(plan(1_000_000, 3_000_000), 2_000_000)).toMatch(/^It may cost \$3\.00, more than the limit of \$2\.00 a run/);
    expect(overLimit(plan(3_000_000, 3_000_000), 2_000_000)).toMatch(/^It is expected to cost \$3\.00/);
  });
});

describe('A test run', () => {
  const testRun = (state: TestRun['state']): TestRun => ({
    ...{ testRunId: TestRunId.parse('test_a'), flowId: FlowId.parse('talk'), by: ANA, startedAtUs: 1, endedAtUs: null, state },
    cases: [
      { packetId: monday, title: 'Monday', runId: null, refusal: null, versionHash: null },
      { packetId: tuesday, title: 'Tuesday', runId: null, refusal: 'intake: is missing', versionHash: null },
    ],
  });
  const grid = (state: TestRun['state'], isUnderWay: boolean): TestGrid => {
    const run = testRun(state);
    const seen = run.cases.map(tried => ({ tried, run: null, verdict: { isMet: null, misses: [] }, sentence: '' }));
    return testGrid(run, seen, { drawn: FLOW, versionHash: 'sha256:a' }, isUnderWay);
  };

  it('tells what is queued from what never began, and names what is to be run again', () => {
    expect(grid('running', true).lines.map(({ status }) => status)).toEqual(['queued', 'refused']);
    const cut = grid('running', false);
    expect(cut.state).toBe('cut_off');
    expect(cut.lines.map(({ status }) => status)).toEqual(['left', 'refused']);
    expect(cut.lines.filter(isToBeRunAgain)).toHaveLength(2);
  });

  it('is told in a sentence', () => {
    expect(gridSentence(grid('running', true))).toBe('1 of 2 packets done, 1 could not run.');
    expect(gridSentence(grid('running', false))).toBe('Cut off: Atelier was closed before its end, 1 could not run.');
  });
});
