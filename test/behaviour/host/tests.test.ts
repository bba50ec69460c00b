import { isDefinedError, safe } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import { Actor, StepId, type FlowId, type PacketId, type TestRunId } from '../../../engine/base/ids.ts';
import type { OpenTests } from '../../../engine/contract/tests.ts';
import { NO_TEST_SET, type TestSet } from '../../../engine/test-set/test-set.ts';
import { WireBench, WIRES } from './wire-bench.ts';

const [ask, again] = [StepId.parse('ask'), StepId.parse('again')];
const APPROVED = { outcome: 'approve', comment: null, data: {}, by: 'user:ana', at: '2027-03-01T09:00:00Z' };
const pin = (output: TestSet['pins'][StepId]['output']) => ({ output, by: Actor.parse('user:ana'), atUs: 1 });

describe('A test set over a wire', () => {
  const on = new WireBench(WIRES[1][1]);

  async function ready(intakes: readonly string[]): Promise<{ readonly flowId: FlowId; readonly packets: readonly PacketId[] }> {
    const flowId = await on.importFlow();
    const packets: PacketId[] = [];
    for (const intake of intakes) packets.push(await on.shelve(intake));
    return { flowId, packets };
  }

  const save = (flowId: FlowId, revision: number, testSet: Partial<TestSet>) =>
    on.client.tests.save({ flowId, revision, testSet: { ...NO_TEST_SET, ...testSet } });

  async function ended(flowId: FlowId, testRunId: TestRunId): Promise<NonNullable<OpenTests['grid']>> {
    await on.workspace.tests.ended(testRunId);
    const { grid } = await on.client.tests.read({ flowId });
    if (grid === null) throw new Error('There is no grid.');
    return grid;
  }

  it('runs a flow on each packet that holds what it asks for, and tells packet by step what came of it', async () => {
    const { flowId, packets } = await ready(['one', 'two', 'three']);
    const [first, second, third] = packets;
    if (first === undefined || second === undefined || third === undefined) throw new Error('There are three.');
    const cases = {
      [first]: { expected: { end: 'succeeded' as const, holds: ["steps.ask.output.outcome == 'approve'", "packet.intake == 'two'"] } },
      [second]: { expected: { end: 'succeeded' as const, stepId: again } },
      [third]: { isOut: true as const },
    };
    await save(flowId, 0, { cases, pins: { [ask]: pin(APPROVED), [again]: pin(APPROVED) } });

    const { testRunId } = await on.client.tests.start({ flowId });
    const grid = await ended(flowId, testRunId);

    expect(grid.state).toBe('ended');
    expect(grid.steps.map(({ id }) => id)).toEqual(['ask', 'fit', 'again']);
    expect(grid.lines.map(({ packetId, status, isMet, misses }) => ({ packetId, status, isMet, misses }))).toEqual([
      { packetId: first, status: 'succeeded', isMet: false, misses: ["“packet.intake == 'two'” is false."] },
      { packetId: second, status: 'succeeded', isMet: true, misses: [] },
    ]);
    expect(grid.lines[0]?.cells[ask]).toMatchObject({ status: 'completed', from: 'reuse', pinned: true });
    expect(grid.totals).toMatchObject({ met: 1, missed: 1, open: 0 });

    await save(flowId, 1, { cases: {}, pins: {} });
    expect((await on.client.tests.read({ flowId })).grid?.totals).toMatchObject({ unjudged: 2, missed: 0 });
  });

  it('runs those again that came to something else, in the same grid, and marks what is of an older drawing', async () => {
    const { flowId, packets } = await ready(['one', 'two']);
    const [first, second] = packets;
    if (first === undefined || second === undefined) throw new Error('There are two.');
    const cases = { [first]: { expected: { end: 'waiting' as const } }, [second]: { expected: { end: 'succeeded' as const } } };
    await save(flowId, 0, { cases });
    const { testRunId } = await on.client.tests.start({ flowId });
    const before = await ended(flowId, testRunId);
    const { flow, revision } = await on.client.flows.read({ flowId });
    await on.client.flows.saveDraft({ flowId, revision, flow: { ...flow, description: 'Asks twice.' } });

    await save(flowId, 1, { cases, pins: { [ask]: pin(APPROVED), [again]: pin(APPROVED) } });
    await on.client.tests.again({ testRunId });
    const after = await ended(flowId, testRunId);

    expect(before.lines.map(({ isMet }) => isMet)).toEqual([true, false]);
    expect(after.testRunId).toBe(testRunId);
    expect(after.lines.map(({ isMet, isOlder }) => [isMet, isOlder])).toEqual([
      [true, true],
      [true, false],
    ]);
    expect(after.lines[0]?.runId).toBe(before.lines[0]?.runId);
    const { error } = await safe(on.client.tests.again({ testRunId }));
    expect(error?.message).toContain('nothing to run again');
  });

  it('refuses an output that no step could give, a set that moved on, and a run without packets', async () => {
    const { flowId } = await ready([]);

    const misfit = await safe(save(flowId, 0, { pins: { [ask]: pin({ outcome: 'perhaps' }) } }));
    await save(flowId, 0, {});
    const late = await safe(save(flowId, 0, {}));
    const nothing = await safe(on.client.tests.start({ flowId }));

    expect(misfit.error?.message).toBe('The output pinned for “ask” needs an "outcome": one of approve, reject.');
    expect(isDefinedError(late.error) && late.error.code).toBe('REVISION_MOVED');
    expect(nothing.error?.message).toContain('no packet of the set');
  });

  it('pins outputs in drafts of the drawing alone: the plan says so, a version and a live run do not know them', async () => {
    const { flowId, packets } = await ready(['one']);
    const [packetId] = packets;
    if (packetId === undefined) throw new Error('There is one.');
    await save(flowId, 0, { pins: { [ask]: pin(APPROVED) } });
    const { revision } = await on.client.flows.read({ flowId });

    const early = await safe(on.client.runs.start({ flowId, packetId, mode: 'live' }));
    await on.client.flows.publish({ flowId, revision, message: 'First' });

    const plan = await on.client.runs.plan({ flowId, packetId, mode: 'draft' });
    expect(plan.steps[0]).toMatchObject({ id: 'ask', verdict: 'reuse', reasons: [{ part: 'pinned' }] });
    expect((await on.client.runs.plan({ flowId, packetId, mode: 'draft', versionNo: 1 })).steps[0]).toMatchObject({ verdict: 'run' });
    expect((await on.client.runs.plan({ flowId, packetId, mode: 'live' })).steps[0]).toMatchObject({ verdict: 'run' });
    expect(early.error?.message).toContain('only a published version runs live');
    const { runId } = await on.client.runs.start({ flowId, packetId, mode: 'live' });
    expect((await on.workspace.runner.settled(runId))?.visits[0]).toMatchObject({ stepId: 'ask', state: { status: 'waiting' } });
  });

  it('ends a draft’s wait by a word alone where it may, and says why where it may not', async () => {
    const { flowId, packets } = await ready(['one']);
    const [packetId] = packets;
    if (packetId === undefined) throw new Error('There is one.');
    const { runId } = await on.client.runs.start({ flowId, packetId, mode: 'draft' });
    const run = await on.workspace.runner.settled(runId);
    if (run?.state.status !== 'waiting') throw new Error('It asks.');
    const { waitId } = run.state.wait;

    const skipped = await safe(on.client.runs.skipWait({ waitId }));
    const sampled = await safe(on.client.runs.giveSample({ waitId, product: 'rfp', eventType: 'rfp.opened', payload: {} }));
    await on.client.runs.resolve({ waitId, outcome: 'approve', comment: null, answer: {}, inDraft: true });
    const late = await safe(on.client.runs.skipWait({ waitId }));

    expect(skipped.error?.message).toContain('no deadline');
    expect(sampled.error?.message).toContain('waits for a person');
    expect(isDefinedError(late.error) && late.error.code).toBe('WAIT_OVER');
  });

  it('goes to a step and on from there one step at a time, over the drawing as it is now', async () => {
    const { flowId, packets } = await ready(['one']);
    const [packetId] = packets;
    if (packetId === undefined) throw new Error('There is one.');
    await save(flowId, 0, { pins: { [ask]: pin(APPROVED), [again]: pin(APPROVED) } });

    const { runId } = await on.client.runs.start({ flowId, packetId, mode: 'draft', until: { kind: 'step', stepId: ask } });
    await on.workspace.runner.settled(runId);
    const version = { flowId, versionNo: null };
    const next = { at: ask, after: true, pins: 'use', version, until: { kind: 'one_step' } } as const;
    const stepped = await on.client.runs.fork({ runId, ...next });

    const run = await on.workspace.runner.settled(stepped.runId);
    expect(run?.visits.map(({ stepId }) => stepId)).toEqual(['ask', 'fit']);
    expect(run?.state).toMatchObject({ status: 'halted', cause: { kind: 'reached', stepId: 'fit' } });
  });
});
