import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Flow } from '../../../engine/flow/flow.ts';
import { openStudio, workedSteps, type Studio } from './a-studio.ts';

const skill = { prompt: 'Count.', codeVersion: '1', modelClass: 'fast', paid: true } as const;

/** One stage counts, the next goes on from that number and remembers what it came to. */
const FLOW = Flow.parse({
  format: 'atelier-flow/1',
  name: 'Count on',
  packet: { slices: { text: { schema: { type: 'string' } } } },
  start: 'count',
  steps: [
    { id: 'count', kind: 'sage_skill', config: { skill: 'count', input: { text: '{{ packet.text }}' } }, next: 'add' },
    {
      id: 'add',
      kind: 'sage_skill',
      config: {
        skill: 'add',
        input: { from: '{{ steps.count.output.value }}' },
        memory: { write: ['org'], remember: 'string(output.value)' },
      },
    },
  ],
});

describe('a pinned output', () => {
  let studio: Studio;
  beforeEach(async () => {
    studio = await openStudio({
      skills: { count: skill, add: { ...skill, prompt: 'Add one.' } },
      params: {},
      modelId: 'm1',
      answer: (_prompt, _params, input) => ('text' in input ? 7 : Number(input['from']) + 1),
    });
  });
  afterEach(() => studio.leave());

  const slices = { text: 'seven words stand in this very line' };
  const pins = { count: { value: 40 } };
  const memories = async () => (await studio.workspace.memory.list(studio.workspace.orgId, { limit: 10 })).map(({ text }) => text);

  it('goes into no cache and no ledger, and what follows from it into no memory', async () => {
    const drafted = await studio.run(FLOW, slices, { pins });

    expect(workedSteps(drafted)).toEqual(['add']);
    expect(studio.asked).toEqual(['Add one.']);
    expect((await studio.workspace.ledger.rows(studio.workspace.orgId, drafted.runId)).map(({ stepId }) => stepId)).toEqual(['add']);
    expect(await memories()).toEqual([]);

    const real = await studio.run(FLOW, slices);

    expect(workedSteps(real)).toEqual(['count', 'add']);
    expect(await memories()).toEqual(['8']);
  });

  it('leaves a stage after it an answer that is as true as any: the same question is served, another is asked', async () => {
    await studio.run(FLOW, slices, { pins: { count: { value: 7 } } });

    const real = await studio.run(FLOW, slices);

    expect(workedSteps(real)).toEqual(['count']);
    expect(real.visits[1]?.state).toMatchObject({ status: 'completed', from: 'cache' });
  });

  it('is known to the plan, which says what its value brings on', async () => {
    await studio.run(FLOW, slices, { pins });

    const pinned = await studio.plan(FLOW, slices, { pins });
    const real = await studio.plan(FLOW, slices);

    expect(pinned.steps.map(({ id, verdict, reasons: [reason] }) => [id, verdict, reason?.part])).toEqual([
      ['count', 'reuse', 'pinned'],
      ['add', 'reuse', undefined],
    ]);
    expect(real.steps.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['count', 'run'],
      ['add', 'unknown'],
    ]);
  });
});
