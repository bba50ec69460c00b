import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StepId } from '../../../engine/base/ids.ts';
import { Flow } from '../../../engine/flow/flow.ts';
import { memoryIdOf } from '../../../engine/memory/memory.ts';
import { MemoryScope } from '../../../engine/memory/memory-scope.ts';
import { story } from '../../test-workspace.ts';
import { CALL, BRIEF, openTwoFlows, outputOf, planOf, runOf } from './two-flows.ts';

const EVIDENCE = { call: CALL, brief: BRIEF };
const OWN = MemoryScope.parse('flow:both');

/** Listens and writes in one flow: the second step reads what the first remembers. */
const BOTH = Flow.parse({
  format: 'atelier-flow/1',
  name: 'Both',
  packet: { slices: { call: { schema: { type: 'string' } }, brief: { schema: { type: 'string' } } } },
  start: 'listen',
  steps: [
    {
      id: 'listen',
      kind: 'sage_skill',
      config: {
        skill: 'note_preference',
        input: { call: '{{ packet.call }}' },
        memory: { write: ['flow'], topic: 'Greeting', remember: 'output.preference' },
      },
      next: 'write',
    },
    {
      id: 'write',
      kind: 'sage_skill',
      title: 'Write',
      config: { skill: 'draft_greeting', input: { brief: '{{ packet.brief }}' }, memory: { read: ['flow'] } },
      next: 'done',
    },
    { id: 'done', kind: 'gate', config: { expression: 'true', onFail: 'halt' } },
  ],
});

describe('what a step remembers for a later one of its run', () => {
  let opened: Awaited<ReturnType<typeof openTwoFlows>>;
  beforeAll(async () => {
    opened = await openTwoFlows();
  });
  afterAll(() => opened.leave());
  const verdicts = async () => (await planOf(opened.workspace, BOTH, EVIDENCE)).steps.map(({ verdict }) => verdict);

  it('is read there, and the plan knows beforehand as much as can be known', async () => {
    const { workspace } = opened;
    // Once without the memory, so that something is kept that the second step might be served.
    await runOf(workspace, BOTH, { call: 'Nothing was said.', brief: BRIEF });
    const plan = await planOf(workspace, BOTH, EVIDENCE);
    expect(plan.steps.map(({ verdict, sentence }) => `${verdict}: ${sentence}`)).toEqual([
      expect.stringMatching(/^run: /) as unknown,
      'unknown: Unknown until “listen” has run.',
      'run: true is true: the run ends.',
    ]);
    const run = await runOf(workspace, BOTH, EVIDENCE);
    expect(JSON.stringify(await outputOf(workspace, run, 'write'))).toContain('Dear Dr Chen');
    expect(await verdicts()).toEqual(['reuse', 'reuse', 'run']);
  });

  it('is served with all else in one go, and a run from the cache leaves memory as it was', async () => {
    const { workspace } = opened;
    const before = await workspace.memory.snapshot(workspace.orgId, OWN);
    const again = await runOf(workspace, BOTH, EVIDENCE);
    expect(story(await workspace.trace.rowsOf(workspace.orgId, again.runId))).toEqual([
      ...[
        'run.created',
        'run.started',
        'step.started listen',
        'cache.hit listen',
        'ledger.recorded listen',
        'step.completed listen (cache)',
      ],
      ...['step.started write', 'memory.read write', 'cache.hit write', 'ledger.recorded write', 'step.completed write (cache)'],
      ...['step.started done', 'gate.evaluated done true', 'step.completed done', 'run.succeeded'],
    ]);
    expect(await workspace.memory.snapshot(workspace.orgId, OWN)).toEqual(before);
  });

  it('is read anew by a fork when somebody corrected it meanwhile, and by no other', async () => {
    const { workspace } = opened;
    const { orgId, me } = workspace;
    const parent = await runOf(workspace, BOTH, EVIDENCE);
    const forked = async () => {
      const started = await workspace.runner.fork({ runId: parent.runId, at: StepId.parse('done'), by: me });
      if (!started.ok) throw new Error(JSON.stringify(started.error));
      const run = await workspace.runner.settled(started.value);
      return story(await workspace.trace.rowsOf(orgId, run?.runId ?? parent.runId)).filter(line => line.includes('write'));
    };
    expect(await forked()).toContain('step.reused write');
    const history = await workspace.memory.history(orgId, memoryIdOf(OWN, 'Greeting'));
    const change = { memoryId: memoryIdOf(OWN, 'Greeting'), version: history.length, by: me, reason: 'So.', atUs: 1 };
    expect(await workspace.memory.correct(orgId, { ...change, text: 'The preferred greeting is Hello.' })).toMatchObject({ ok: true });
    expect(await verdicts()).toEqual(['reuse', 'run', 'run']);
    expect(await forked()).not.toContain('step.reused write');
  });
});
