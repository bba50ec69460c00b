import { isDefinedError, safe } from '@orpc/client';
import { describe, expect, it, vi } from 'vitest';
import { StepId, type FlowId, type RunId } from '../../../engine/base/ids.ts';
import type { Step } from '../../../engine/flow/flow.ts';
import { WireBench, WIRES } from './wire-bench.ts';

describe.each(WIRES)('Versions and forks over %s', (_name, openWire) => {
  const on = new WireBench(openWire);
  const ask = StepId.parse('ask');

  /** The flow with its first question asked otherwise, and two versions of it. */
  async function twoVersions(): Promise<FlowId> {
    const { flowId, flow, revision } = await on.client.flows.read({ flowId: await on.importFlow() });
    await on.client.flows.publish({ flowId, revision, message: 'First' });
    const steps = flow.steps.map(step =>
      step.kind === 'human_task' && step.id === ask ? { ...step, config: { ...step.config, description: 'Shall we?' } } : step,
    );
    const saved = await on.client.flows.saveDraft({ flowId, revision, flow: { ...flow, steps } });
    await on.client.flows.publish({ flowId, revision: saved.revision, message: 'Second' });
    return flowId;
  }

  async function waitingRun(flowId: FlowId): Promise<RunId> {
    const { runId } = await on.client.runs.start({ flowId, packetId: await on.shelve(), mode: 'draft' });
    await vi.waitUntil(async () => (await on.client.runs.inbox()).some(wait => wait.runId === runId));
    return runId;
  }

  it('lists versions, tells what is new in one, and takes an older one back', async () => {
    const flowId = await twoVersions();

    const { forkedFrom, versions } = await on.client.versions.list({ flowId });
    expect(forkedFrom).toBeNull();
    expect(versions.map(({ versionNo, message, isDraft }) => [versionNo, message, isDraft])).toEqual([
      [2, 'Second', true],
      [1, 'First', false],
    ]);
    const diff = await on.client.versions.diff({ a: { flowId, versionNo: 1 }, b: { flowId, versionNo: 2 } });
    expect(diff.changes.map(({ sentence }) => sentence)).toEqual(['“ask”: What to do “Go on?” → “Shall we?”.']);

    const { revision } = await on.client.flows.read({ flowId });
    expect((await on.client.versions.restore({ flowId, versionNo: 1, revision })).revision).toBe(revision + 1);
    expect(await on.client.versions.diff({ a: { flowId, versionNo: 1 }, b: { flowId, versionNo: null } })).toEqual({
      changes: [],
      layoutOnly: false,
    });
    const { error } = await safe(on.client.versions.restore({ flowId, versionNo: 9, revision }));
    expect(isDefinedError(error) && error.code).toBe('NO_SUCH_VERSION');
  });

  it('opens an older version, plans it and runs it, whatever is drawn since', async () => {
    const flowId = await twoVersions();
    const packetId = await on.shelve();

    const { flow, problems } = await on.client.versions.read({ flowId, versionNo: 1 });
    expect([flow.steps.find(({ id }) => id === ask)?.config, problems]).toMatchObject([{ description: 'Go on?' }, []]);
    const [older, newer] = [1, 2].map(versionNo => on.client.runs.plan({ flowId, versionNo, packetId, mode: 'draft' }));
    expect((await older)?.versionHash).not.toBe((await newer)?.versionHash);
    const { runId } = await on.client.runs.start({ flowId, versionNo: 1, packetId, mode: 'draft' });
    expect((await on.client.runs.list({ flowId })).find(run => run.runId === runId)).toMatchObject({ versionNo: 1 });
    const { error } = await safe(on.client.versions.read({ flowId, versionNo: 9 }));
    expect(isDefinedError(error) && error.code).toBe('NO_SUCH_VERSION');
  });

  it('forks a flow, which remembers what it came from', async () => {
    const flowId = await twoVersions();

    const fork = await on.client.versions.fork({ from: { flowId, versionNo: 1 }, name: 'Pricing talk for Ben' });

    expect(fork).toMatchObject({ flowId: 'pricing-talk-for-ben', flow: { name: 'Pricing talk for Ben' }, versions: [] });
    expect((await on.client.versions.list({ flowId: fork.flowId })).forkedFrom).toMatchObject({ flowId, versionNo: 1 });
  });

  it('gives a fork what it is merged with to take in its parent’s newest version, and from then on what it pulled last', async () => {
    const flowId = await twoVersions();
    const fork = await on.client.versions.fork({ from: { flowId, versionNo: 1 }, name: 'Of the first' });
    const askOf = ({ steps }: { readonly steps: readonly Step[] }) => steps.find(({ id }) => id === ask)?.config;

    const read = await on.client.versions.parent({ flowId: fork.flowId, versionNo: null });

    expect([read.parent.flowId, read.base.versionNo, read.theirs.versionNo, read.versions.length]).toEqual([flowId, 1, 2, 2]);
    expect([askOf(read.base.flow), askOf(read.flow)]).toMatchObject([{ description: 'Go on?' }, { description: 'Shall we?' }]);
    const { versionNo, versionHash } = read.theirs;
    const flow = { ...fork.flow, pulled: { flowId, versionNo, versionHash } };
    await on.client.flows.saveDraft({ flowId: fork.flowId, revision: fork.revision, flow });
    expect((await on.client.versions.parent({ flowId: fork.flowId, versionNo: null })).base.versionNo).toBe(2);
    const grandchild = await on.client.versions.fork({ from: { flowId: fork.flowId, versionNo: null }, name: 'Of its draft' });
    expect(grandchild.flow.pulled).toBeUndefined();
    const refusals = await Promise.all(
      [
        { flowId, versionNo: null },
        { flowId: grandchild.flowId, versionNo: null },
        { flowId: fork.flowId, versionNo: 9 },
      ].map(async wish => {
        const { error } = await safe(on.client.versions.parent(wish));
        if (!isDefinedError(error)) throw new Error('It was not refused.');
        return error.code === 'NOTHING_TO_PULL' ? error.data.sentence : error.code;
      }),
    );
    expect(refusals).toEqual([
      expect.stringMatching(/is no fork, so it has no parent/),
      expect.stringMatching(/was never published, and only published versions are pulled/),
      'NO_SUCH_VERSION',
    ]);
  });

  it('holds two versions against each other on the packets of the test set: what ran, what a run would do, and what was expected', async () => {
    const flowId = await twoVersions();
    const packetId = await on.shelve();
    const [a, b] = [1, 2].map(versionNo => ({ flowId, versionNo }));
    if (a === undefined || b === undefined) throw new Error('There are two.');

    const before = await on.client.versions.matrix({ a, b });
    expect(before.rows.map(row => [row.packetId, row.a.kind, row.b.kind, row.first])).toEqual([[packetId, 'missing', 'missing', null]]);

    const { testSet, revision } = await on.client.tests.read({ flowId });
    await on.client.tests.save({ flowId, revision, testSet: { ...testSet, cases: { [packetId]: { expected: { end: 'succeeded' } } } } });
    const [first, second] = [
      await on.client.runs.start({ ...a, packetId, mode: 'draft' }),
      await on.client.runs.start({ ...b, packetId, mode: 'draft' }),
    ];
    await vi.waitUntil(async () => (await on.client.runs.inbox()).length === 2);

    const [row] = (await on.client.versions.matrix({ a, b })).rows;
    expect(row?.a).toMatchObject({ kind: 'ran', runId: first.runId, status: 'waiting', isMet: false });
    expect(row?.b).toMatchObject({ kind: 'ran', runId: second.runId, misses: [expect.stringMatching(/was to succeed/)] });
    expect(row?.first).toMatchObject({ stepId: 'ask', cause: 'flow' });
    const { error } = await safe(on.client.versions.matrix({ a, b: { flowId, versionNo: 9 } }));
    expect(isDefinedError(error) && error.code).toBe('NO_SUCH_VERSION');
  });

  it('forks a run under another version, and says where the two part', async () => {
    const flowId = await twoVersions();
    const runId = await waitingRun(flowId);

    const forked = await on.client.runs.fork({ runId, at: ask, version: { flowId, versionNo: 1 } });
    await vi.waitUntil(async () => (await on.client.runs.inbox()).length === 2);

    const { first } = await on.client.runs.compare({ a: runId, b: forked.runId });
    expect(first).toMatchObject({ stepId: 'ask', cause: 'flow', sentence: 'The flow changed: “ask”: What to do “Shall we?” → “Go on?”.' });
    const { error } = await safe(on.client.runs.fork({ runId, at: StepId.parse('again') }));
    expect(isDefinedError(error) && error.code === 'NOT_HERE' ? error.data.sentence : error).toBe(
      'The run never came to “again”, so nothing can be run again from there. It came to ask.',
    );
  });
});
