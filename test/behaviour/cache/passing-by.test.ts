import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Flow } from '../../../engine/flow/flow.ts';
import { openStudio, workedSteps, type Setting, type Studio } from './a-studio.ts';

const flowOf = (config: Record<string, unknown> = {}): Flow =>
  Flow.parse({
    format: 'atelier-flow/1',
    name: 'One question',
    packet: { slices: { intake: {} } },
    start: 'ask',
    steps: [
      { id: 'ask', kind: 'sage_skill', title: 'Read it', config: { skill: 'reader', input: { intake: '{{ packet.intake }}' }, ...config } },
    ],
  });
const EVIDENCE = { intake: 'The same for all.' };

describe('A stage goes past the cache', () => {
  let studio: Studio;
  let setting: Setting;
  const reader = { prompt: 'Read it.', codeVersion: '1', modelClass: 'fast', paid: true } as const;

  beforeEach(async () => {
    setting = { skills: { reader }, params: {}, modelId: 'test-1', answer: () => 1 };
    studio = await openStudio(setting);
  });
  afterEach(() => studio.leave());

  /** Twice the same, and what the second ledger row says. */
  async function twice(flow: Flow, more: Parameters<Studio['run']>[2] = {}): Promise<unknown> {
    await studio.run(flow, EVIDENCE, more);
    const [step] = (await studio.plan(flow, EVIDENCE, more)).steps;
    const { runId } = await studio.run(flow, EVIDENCE, more);
    const [row] = await studio.workspace.ledger.rows(studio.workspace.orgId, runId);
    const rows = await studio.workspace.trace.rowsOf(studio.workspace.orgId, runId);
    const reasons = rows.flatMap(each => (each.kind === 'cache.bypass' ? [each.data.reason] : []));
    expect(studio.asked).toHaveLength(2);
    expect(row?.cache).toBe('bypass');
    expect(reasons).toEqual([row?.bypassReason]);
    expect(step).toMatchObject({ verdict: 'run', reasons: [{ part: 'bypass', is: row?.bypassReason }] });
    return row?.bypassReason;
  }

  it('when a run is started so, and keeps nothing either', async () => {
    expect(await twice(flowOf(), { cache: 'ignore' })).toBe('This was asked for when the run was started.');
    expect(workedSteps(await studio.run(flowOf(), EVIDENCE))).toEqual(['ask']);
    expect(workedSteps(await studio.run(flowOf(), EVIDENCE))).toEqual([]);
  });

  it('when its step says so', async () => {
    expect(await twice(flowOf({ cache: 'ignore' }))).toBe('The step asks for it.');
  });

  it('never because it reads memory, which is part of its key', async () => {
    await studio.run(flowOf({ memory: { read: ['org'] } }), EVIDENCE);
    expect(workedSteps(await studio.run(flowOf({ memory: { read: ['org'] } }), EVIDENCE))).toEqual([]);
  });

  it('when its skill reads the outside', async () => {
    setting.skills = { reader: { ...reader, readsOutside: true } };
    expect(await twice(flowOf())).toContain('outside of its input');
  });

  it.each(['', 'gpt-latest', 'llama3:latest', 'openrouter/auto'])('when the model name “%s” stands for no one model', async modelId => {
    setting.modelId = modelId;
    expect(await twice(flowOf())).toContain('Pin a version');
  });

  it('when a parameter of its model has no hash', async () => {
    setting.params = { fast: { temperature: Number.NaN } };
    expect(await twice(flowOf())).toContain('cannot be hashed');
  });

  it('never when it failed: nothing is kept, and the next run asks again', async () => {
    setting.answer = () => null;
    await studio.run(flowOf(), EVIDENCE);
    setting.answer = () => 1;
    expect(workedSteps(await studio.run(flowOf(), EVIDENCE))).toEqual(['ask']);
  });
});

describe('A distrusted answer', () => {
  it('is served no more; the plan says who distrusted it and why; the next answer is served again', async () => {
    const setting: Setting = {
      skills: { reader: { prompt: 'Read it.', codeVersion: '1', modelClass: 'fast', paid: true } },
      ...{ params: {}, modelId: 'test-1', answer: () => 1 },
    };
    const studio = await openStudio(setting);
    const { workspace } = studio;
    const first = await studio.run(flowOf(), EVIDENCE);
    const key = first.visits[0]?.answers['reader']?.stageKey ?? expect.fail('The stage has a key.');
    await workspace.cache.distrust(workspace.orgId, key, { by: workspace.me, reason: 'It made up a name.', atUs: workspace.clock.nowUs() });

    const [planned] = (await studio.plan(flowOf(), EVIDENCE)).steps;
    expect(planned?.sentence).toBe(`Will run: the answer kept was distrusted by ${workspace.me} (just now) because “It made up a name.”.`);
    expect(workedSteps(await studio.run(flowOf(), EVIDENCE))).toEqual(['ask']);
    expect(workedSteps(await studio.run(flowOf(), EVIDENCE))).toEqual([]);
    await studio.leave();
  });
});
