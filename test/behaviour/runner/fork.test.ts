import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FlowId, StepId, type RunId } from '../../../engine/base/ids.ts';
import { Flow } from '../../../engine/flow/flow.ts';
import { openTestWorkspace, startRun } from '../../test-workspace.ts';
import { answer, BEN, FLOW, fork, forkedRun, passage, readRows, readRun, runAnswered, SLICES } from './fork-flow.ts';

describe('a run that goes on from a step of another', () => {
  let place: Awaited<ReturnType<typeof openTestWorkspace>>;
  let parent: RunId;
  beforeAll(async () => {
    place = await openTestWorkspace();
    parent = await runAnswered(place.workspace, ['reject', 'approve', 'approve', 'approve']);
  });
  afterAll(() => place.leave());

  it('reuses what came before, by reference, and does the rest again', async () => {
    const { workspace } = place;
    const was = await readRun(workspace, parent);

    const run = await forkedRun(workspace, parent, 'thank');

    expect(passage(run)).toEqual(['ask reuse', 'fit reuse', 'ask reuse', 'fit reuse', 'propose reuse', 'sign reuse', 'thank waiting']);
    expect(run.forkedFrom).toEqual({ runId: parent, stepId: 'thank', by: BEN, visit: 1, visitsBefore: 6 });
    expect(run.context).toEqual(was.context);
    expect(run.contextHash).toBe(was.contextHash);
    expect(run.visits.map(({ humanOutcome, gateResult }) => humanOutcome ?? gateResult)).toEqual([
      'reject',
      false,
      'approve',
      true,
      null,
      'approve',
      null,
    ]);
    for (const [index, { stepId, input }] of run.visits.slice(0, 6).entries()) {
      const rows = (await readRows(workspace, run.runId)).filter(row => row.kind === 'step.reused');
      expect(rows[index]?.data).toMatchObject({ cachedFrom: { runId: parent, stepId } });
      expect(input).toEqual(was.visits[index]?.input);
    }
  });

  it('leaves the parent as it is, row by row, and both hold', async () => {
    const { workspace } = place;
    const before = [await readRows(workspace, parent), await workspace.runs.summary(workspace.orgId, parent)];

    await forkedRun(workspace, parent, 'propose', { slices: { brief: 'opp-2', limit: 60 } });

    expect([await readRows(workspace, parent), await workspace.runs.summary(workspace.orgId, parent)]).toEqual(before);
    expect((await workspace.verify()).breaks).toEqual([]);
  });

  it.each([
    [
      'a slice that one step reads',
      { brief: 'opp-2' },
      ['ask reuse', 'fit reuse', 'ask reuse', 'fit reuse', 'propose work', 'sign reuse', 'thank waiting'],
    ],
    [
      'a slice that nothing reads',
      { spare: 'else' },
      ['ask reuse', 'fit reuse', 'ask reuse', 'fit reuse', 'propose reuse', 'sign reuse', 'thank waiting'],
    ],
    ['a slice that the first question reads', { limit: 60 }, ['ask waiting']],
  ])('does again exactly what reads %s', async (_what, slices, passed) => {
    expect(passage(await forkedRun(place.workspace, parent, 'thank', { slices }))).toEqual(passed);
  });

  it('evaluates again what a reused step saves, since that may read a changed slice', async () => {
    const { workspace } = place;
    const flow = { ...FLOW, steps: FLOW.steps.map(step => (step.id === 'sign' ? { ...step, save: { brief: 'packet.brief' } } : step)) };
    const runId = await runAnswered(workspace, ['approve', 'approve'], flow);

    const run = await forkedRun(workspace, runId, 'thank', { slices: { brief: 'opp-2' } });

    expect(passage(run)).toEqual(['ask reuse', 'fit reuse', 'propose work', 'sign reuse', 'thank waiting']);
    expect(run.context['brief']?.value).toBe('opp-2');
  });

  it('puts a pinned output in place of the step once, and says who pinned it', async () => {
    const { workspace } = place;
    const runId = await runAnswered(workspace, ['approve']);

    const run = await forkedRun(workspace, runId, 'propose', { outputs: { ask: { outcome: 'reject', why: 'x'.repeat(5000) } } });

    expect(passage(run)).toEqual(['ask pinned', 'fit work', 'ask waiting']);
    const [row] = (await readRows(workspace, run.runId)).filter(({ kind }) => kind === 'step.reused');
    expect(row).toMatchObject({ actor: BEN, humanOutcome: 'reject', data: { pinned: true, cachedFrom: null } });
    await answer(workspace, run.runId, 'approve');
    expect(passage(await readRun(workspace, run.runId))).toEqual([
      'ask pinned',
      'fit work',
      'ask work',
      'fit work',
      'propose work',
      'sign waiting',
    ]);
  });

  it('takes the wanted passing of a loop', async () => {
    const { workspace } = place;
    expect(passage(await forkedRun(workspace, parent, 'ask'))).toEqual(['ask reuse', 'fit reuse', 'ask waiting']);
    expect(passage(await forkedRun(workspace, parent, 'ask', { visit: 1 }))).toEqual(['ask waiting']);
    expect(await fork(workspace, parent, 'ask', { visit: 3 })).toBe('The run came to “Ask” 2 times only, not 3 times.');
  });

  it('leaves from a run that waits, and a fork can be forked', async () => {
    const { workspace } = place;
    const waiting = await runAnswered(workspace, ['approve']);

    const child = await forkedRun(workspace, waiting, 'sign');
    await answer(workspace, child.runId, 'approve');
    const grandchild = await forkedRun(workspace, child.runId, 'thank');

    expect(passage(await readRun(workspace, waiting))).toEqual(['ask work', 'fit work', 'propose work', 'sign waiting']);
    expect(passage(grandchild)).toEqual(['ask reuse', 'fit reuse', 'propose reuse', 'sign reuse', 'thank waiting']);
    expect(grandchild.visits.flatMap(({ state }) => (state.status === 'completed' ? [state.cachedFrom?.runId] : []))).toEqual([
      waiting,
      waiting,
      waiting,
      child.runId,
    ]);
  });

  it('goes on under another version, its renamed steps named', async () => {
    const { workspace } = place;
    const flow = Flow.parse({
      ...FLOW,
      steps: FLOW.steps.flatMap((step): object[] => {
        if (step.id === 'fit') return [{ ...step, config: { ...step.config, onPass: 'offer' } }];
        if (step.id === 'propose')
          return [
            { ...step, id: 'offer', title: 'Offer', next: 'check' },
            { id: 'check', kind: 'gate', config: { expression: 'true', onPass: 'sign' } },
          ];
        return [step];
      }),
    });
    const version = { flowId: FlowId.parse('test-flow'), flow, versionNo: null };

    const run = await forkedRun(workspace, parent, 'thank', { version, steps: { propose: 'offer' } });
    const unnamed = await forkedRun(workspace, parent, 'thank', { version });

    expect(passage(run).slice(4)).toEqual(['offer reuse', 'check work', 'sign reuse', 'thank waiting']);
    expect(passage(unnamed).slice(4)).toEqual(['offer work', 'check work', 'sign reuse', 'thank waiting']);
    expect(await fork(workspace, parent, 'propose', { version })).toBe(
      'The other version has no step “propose”. Say which of its steps stands for “Propose”: propose=new_id.',
    );
  });

  it('asks again where the other version asks something else', async () => {
    const { workspace } = place;
    const flow = Flow.parse({
      ...FLOW,
      steps: FLOW.steps.map(step =>
        step.id === 'sign' ? { ...step, config: { ...step.config, outcomes: [{ id: 'signed', label: 'Signed' }] } } : step,
      ),
    });

    const run = await forkedRun(workspace, parent, 'thank', { version: { flowId: FlowId.parse('test-flow'), flow, versionNo: null } });

    expect(passage(run).slice(4)).toEqual(['propose reuse', 'sign waiting']);
  });

  it('takes a failure that had its way out for what it was', async () => {
    const { workspace } = place;
    const flow = {
      ...FLOW,
      start: 'propose',
      steps: FLOW.steps.map(step =>
        step.id === 'propose' ? { ...step, config: { ...step.config, action: 'no_such_action' }, onError: 'thank' } : step,
      ),
    };
    const runId = await startRun(workspace, flow, SLICES);
    await answer(workspace, runId, 'approve');

    const run = await forkedRun(workspace, runId, 'thank');

    expect(passage(run)).toEqual(['propose failed', 'thank waiting']);
    expect((await readRows(workspace, run.runId)).map(({ kind }) => kind)).not.toContain('step.failed');
  });

  it.each([
    ['a step that is not there', 'propos', {}, 'The flow of this run has no step “propos”. Is “propose” meant?'],
    [
      'a slice the flow does not ask for',
      'sign',
      { slices: { briev: 'x' } },
      'The flow asks for no slice “briev”. It asks for limit, brief, spare.',
    ],
    ['a slice of another shape', 'sign', { slices: { limit: 'much' } }, 'packet-does-not-fit'],
    [
      'a pin for a gate',
      'sign',
      { outputs: { fit: { result: true } } },
      'The output pinned for “Fit?” cannot be: a gate decides by what it reads. Pin the step whose output it reads.',
    ],
    [
      'a pin without an answer',
      'sign',
      { outputs: { ask: {} } },
      'The output pinned for “Ask” needs an "outcome": one of approve, reject.',
    ],
    [
      'a pin for no step',
      'sign',
      { outputs: { propos: {} } },
      'An output is pinned for “propos”, and the flow has no such step. Is “propose” meant?',
    ],
    [
      'steps of two kinds',
      'sign',
      { steps: { ask: 'fit' } },
      'ask=fit: the two are of different kinds, so one cannot stand for the other.',
    ],
  ])('refuses %s with a sentence', async (_what, at, edits, sentence) => {
    expect(await fork(place.workspace, parent, at, edits)).toBe(sentence);
  });

  it('refuses a step that the run never came to, and a run that is not there', async () => {
    const { workspace } = place;
    const runId = await startRun(workspace, FLOW, SLICES);
    await workspace.runner.settled(runId);

    expect(await fork(workspace, runId, 'sign')).toBe(
      'The run never came to “Sign”, so nothing can be run again from there. It came to ask.',
    );
    expect(await fork(workspace, 'run_0' as RunId, 'sign')).toBe('no-such-run');
  });

  it('goes on as a fork after a restart', async () => {
    const first = await openTestWorkspace();
    const runId = await runAnswered(first.workspace, ['approve', 'approve']);
    const forked = await first.workspace.runner.fork({
      runId,
      at: StepId.parse('thank'),
      by: BEN,
      slices: { brief: 'opp-2' },
      outputs: { ask: { outcome: 'approve' } },
    });
    await first.workspace.close();
    const again = await openTestWorkspace({ folder: first.folder });
    if (!forked.ok) throw new Error(JSON.stringify(forked.error));
    await again.workspace.runner.settled(forked.value);

    expect(passage(await readRun(again.workspace, forked.value))).toEqual([
      'ask pinned',
      'fit reuse',
      'propose work',
      'sign reuse',
      'thank waiting',
    ]);

    await again.leave();
  });
});
