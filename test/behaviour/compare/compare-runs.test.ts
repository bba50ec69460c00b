import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunId } from '../../../engine/base/ids.ts';
import { FlowId } from '../../../engine/base/ids.ts';
import { compareInWorkspace } from '../../../engine/compare-in-workspace.ts';
import { compareRuns } from '../../../engine/compare/compare-runs.ts';
import { runEvidence, type RunEvidence } from '../../../engine/compare/run-evidence.ts';
import { RunComparison } from '../../../engine/compare/run-comparison.ts';
import { Flow } from '../../../engine/flow/flow.ts';
import { openTestWorkspace, packetOf } from '../../test-workspace.ts';
import { answer, BEN, forkedRun } from '../runner/fork-flow.ts';
import { changedStep, FLOW, model, models, PREIMAGE } from './compare-flow.ts';
import { addPaidSkill } from '../runner/crash-flow.ts';

describe('two runs side by side', () => {
  let place: Awaited<ReturnType<typeof openTestWorkspace>>;
  let plain: RunId;
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'atelier-compare-'));
    addPaidSkill(folder);
    place = await openTestWorkspace({ folder, models });
    plain = await run();
  });
  afterAll(() => place.leave());

  async function run(
    given: { readonly flow?: object; readonly slices?: object; readonly outcome?: string | null; readonly cache?: 'ignore' } = {},
  ): Promise<RunId> {
    const { workspace } = place;
    const flow = Flow.parse(given.flow ?? FLOW);
    const started = await workspace.runner.start({
      flowId: FlowId.parse('test-flow'),
      flow,
      versionNo: null,
      packet: packetOf(workspace, flow, { note: 'It rains.', journal: 'Dry.', ...given.slices }),
      mode: 'draft',
      by: workspace.me,
      startKey: null,
      ...(given.cache === undefined ? {} : { cache: given.cache }),
    });
    if (!started.ok) throw new Error(JSON.stringify(started.error));
    const settled = await workspace.runner.settled(started.value);
    if (settled?.state.status === 'waiting' && given.outcome !== null) await answer(workspace, started.value, given.outcome ?? 'approve');
    return started.value;
  }

  async function evidence(runId: RunId): Promise<RunEvidence> {
    const { trace, ledger, orgId } = place.workspace;
    return runEvidence(await trace.rowsOf(orgId, runId), Flow.parse(FLOW), await ledger.rows(orgId, runId));
  }

  async function compare(second: RunId, first: RunId = plain): Promise<RunComparison> {
    const compared = await compareInWorkspace(place.workspace, first, second);
    if (!compared.ok) throw new Error(compared.error);
    return RunComparison.parse(JSON.parse(JSON.stringify(compared.value)));
  }

  it('finds nothing that parts two runs of the same on the same', async () => {
    const { first, steps, totals } = await compare(await run());

    expect(first).toBeNull();
    expect(steps.map(({ id, same, outputSame }) => [id, same, outputSame])).toEqual([
      ['draft', true, true],
      ['ask', false, true], // its question names its run
      ['fit', true, true],
      ['again', true, true],
    ]);
    expect(totals.delta).toMatchObject({ tokens: -30, costMicroUsd: -200, avoidedMicroUsd: 200, cacheHits: 2, cacheMisses: -2 });
  });

  it('names the slice', async () => {
    const { first, steps } = await compare(await run({ slices: { note: 'It pours.' } }));

    expect(first).toEqual({
      stepId: 'draft',
      visit: 1,
      cause: 'slice',
      name: 'note',
      sentence: '“Draft” read another note: the slice “note” changed.',
    });
    expect(steps.at(-1)).toMatchObject({ id: 'again', inputSame: false, outputSame: false, delta: { costMicroUsd: 0 } });
  });

  it('names the slice that a question to a person reads', async () => {
    expect((await compare(await run({ slices: { journal: 'Wet.' } }))).first).toMatchObject({
      stepId: 'ask',
      cause: 'slice',
      name: 'journal',
    });
  });

  it('names the prompt', async () => {
    const { skills } = place.workspace;
    const prompt = skills.find('paid_note')?.prompt ?? '';
    await skills.savePrompt('paid_note', `${prompt}\nBe brief.`);
    const second = await run();
    await skills.savePrompt('paid_note', prompt);

    expect((await compare(second)).first).toMatchObject({
      stepId: 'draft',
      cause: 'prompt',
      name: 'paid_note',
      sentence: 'The prompt of paid_note, which “Draft” uses, changed.',
    });
  });

  it('names the skill', async () => {
    const file = join(place.folder, 'skills', 'paid_note', 'SKILL.md');
    const before = await readFile(file, 'utf8');
    await writeFile(file, before.replace('output: { type: object,', 'output: { title: Note, type: object,'));
    await place.workspace.close();
    place = await openTestWorkspace({ folder: place.folder, models });
    const second = await run();
    await writeFile(file, before);
    await place.workspace.close();
    place = await openTestWorkspace({ folder: place.folder, models });

    expect((await compare(second)).first).toMatchObject({ stepId: 'draft', cause: 'skill', name: 'paid_note' });
  });

  it('names Sage’s memory, where a key holds it', async () => {
    model.params = { seed: 7 };
    const [a, b] = [await evidence(plain), await evidence(await run())];
    model.params = {};
    const remembered = (scope: string) => ({ ...PREIMAGE, inputs: [['memory', 'memory:org', scope]] });
    const keys = [a, b].map(({ ledger }) => ledger[0]?.inputHash ?? null);

    const { first } = compareRuns(
      a,
      b,
      new Map(keys.flatMap((key, index) => (key === null ? [] : [[key, remembered(String(index))] as const]))),
    );

    expect(first).toMatchObject({ stepId: 'draft', cause: 'memory', name: 'org' });
  });

  it('names the model, and its parameters', async () => {
    model.id = 'scripted-2';
    const second = await run();
    model.id = 'scripted-1';
    model.params = { temperature: 1 };
    const third = await run();
    model.params = {};

    expect((await compare(second)).first).toMatchObject({
      cause: 'model',
      sentence: '“Draft” asked scripted scripted-2 (drafting) in the second run, and scripted scripted-1 (drafting) in the first.',
    });
    expect((await compare(third)).first).toMatchObject({
      cause: 'model',
      name: 'temperature',
      sentence: '“Draft” asked its model with another temperature: none → 1.',
    });
  });

  it('says so when the same question has another answer', async () => {
    model.suffix = ' Or so.';
    const second = await run({ cache: 'ignore' });
    model.suffix = '';

    expect((await compare(second)).first).toMatchObject({ stepId: 'draft', cause: 'nondeterminism', name: 'scripted-1' });
    expect((await compare(second)).first?.sentence).toMatch(
      /^“Draft” was given the same.* yet gave another output: scripted scripted-1 answers differently/,
    );
  });

  it.each([
    [
      'a template',
      changedStep('draft', config => ({ ...config, input: { note: '{{ packet.journal }}' } })),
      'draft',
      'The flow changed: “Draft”: Note “{{ packet.note }}” → “{{ packet.journal }}”.',
    ],
    [
      'an expression',
      changedStep('fit', config => ({ ...config, expression: 'context.outcome != "approve"' })),
      'fit',
      'The flow changed: “Fit?”: Expression “context.outcome == "approve"” → “context.outcome != "approve"”.',
    ],
    [
      'an arrow',
      changedStep('fit', () => ({ expression: 'context.outcome == "approve"' })),
      'again',
      'The flow changed: “Fit?” now ends the run when it passes.',
    ],
    ['another start', { ...FLOW, start: 'ask' }, 'ask', 'The flow changed: The flow now begins with “Ask”, before with “Draft”.'],
  ])('names the flow for %s', async (_what, flow, stepId, sentence) => {
    expect((await compare(await run({ flow }))).first).toMatchObject({ stepId, cause: 'flow', sentence });
  });

  it('names no flow for what no step did otherwise', async () => {
    const flow = { ...FLOW, name: 'Other', steps: FLOW.steps.map(step => ({ ...step, title: `${step.title}!` })) };

    expect((await compare(await run({ flow }))).first).toBeNull();
  });

  it('names an earlier step whose own difference says nothing', async () => {
    const flow = changedStep('again', config => ({ ...config, input: { note: 'Asked at {{ steps.ask.output.at }}' } }));

    expect((await compare(await run({ flow }), await run({ flow }))).first).toEqual({
      stepId: 'again',
      visit: 1,
      cause: 'upstream',
      name: 'ask',
      sentence: '“Again” read another output of “Ask”.',
    });
  });

  it('names what came from outside: an answer, a pin, a failure, a run that waits', async () => {
    expect((await compare(await run({ outcome: 'reject' }))).first).toMatchObject({
      stepId: 'ask',
      cause: 'outside',
      sentence: '“Ask” was answered with approve in the first run, and with reject in the second.',
    });
    expect((await compare(await run({ outcome: null }))).first?.sentence).toBe(
      '“Ask” completed in the first run, and still waits for role:partner in the second.',
    );

    const pinned = await forkedRun(place.workspace, plain, 'ask', { outputs: { draft: { text: 'Mine.' } } });
    expect((await compare(pinned.runId)).first).toMatchObject({ stepId: 'draft', cause: 'outside', name: BEN });

    model.fails = true;
    const failed = await run({ cache: 'ignore' });
    model.fails = false;
    expect((await compare(failed)).first).toMatchObject({
      cause: 'outside',
      sentence: '“Draft” completed in the first run, and failed (The key was refused) in the second.',
    });
  });

  it('pairs a fork with its parent', async () => {
    const fork = await forkedRun(place.workspace, plain, 'ask');
    await answer(place.workspace, fork.runId, 'approve');

    const { first, steps } = await compare(fork.runId);

    expect(first).toBeNull();
    expect(steps.map(({ id, b }) => `${id} ${b?.from ?? ''}`)).toEqual(['draft reuse', 'ask work', 'fit work', 'again cache']);
  });

  it('pairs runs of different flows by the ids of their steps', async () => {
    const flow = {
      ...FLOW,
      name: 'Another flow',
      steps: [
        { ...FLOW.steps[0], next: 'thank' },
        { id: 'thank', kind: 'human_task', config: { assignee: 'role:partner', description: 'Thanks.' } },
      ],
    };

    const { first, steps } = await compare(await run({ flow }));

    expect(first).toMatchObject({ stepId: 'thank', cause: 'flow', sentence: 'The flow changed: “Draft” now goes to “thank”.' });
    expect(steps.map(({ id, a, b }) => [id, a !== null, b !== null])).toEqual([
      ['draft', true, true],
      ['ask', true, false],
      ['fit', true, false],
      ['again', true, false],
      ['thank', false, true],
    ]);
  });
});
