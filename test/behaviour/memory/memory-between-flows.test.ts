import { afterAll, beforeAll, expect, it, describe } from 'vitest';
import { explainMiss } from '../../../engine/plan/stage-of-step.ts';
import { memoryIdOf } from '../../../engine/memory/memory.ts';
import { MemoryScope } from '../../../engine/memory/memory-scope.ts';
import { compareInWorkspace } from '../../../engine/compare-in-workspace.ts';
import { StepId, type SliceName } from '../../../engine/base/ids.ts';
import { Flow } from '../../../engine/flow/flow.ts';
import { BRIEF, CALL, INTAKE, LETTER, openTwoFlows, outputOf, planOf, rowsOf, runOf } from './two-flows.ts';

const MAYA = { brief: BRIEF, client: 'Maya Chen' };
const SCOPE = MemoryScope.parse('subject:Maya Chen');
const GREETING = memoryIdOf(SCOPE, 'Preferred greeting');
const WRITE = StepId.parse('write');

describe('what a step may not remember', () => {
  it('is a slice that its flow marks sensitive, as the plan says before a second run: nothing of it is told on', async () => {
    const { workspace, leave } = await openTwoFlows();
    const sensitive = Flow.parse({
      ...INTAKE,
      packet: { slices: { ...INTAKE.packet.slices, call: { ...INTAKE.packet.slices['call' as SliceName], sensitive: true } } },
    });
    const run = await runOf(workspace, sensitive, { call: CALL, client: 'Maya Chen' });
    expect(run.state).toMatchObject({ status: 'failed', cause: { error: { class: 'policy', code: 'remembers_sensitive' } } });
    expect(JSON.stringify(run.state)).not.toContain('Chen');
    expect(await workspace.memory.list(workspace.orgId, { retired: true, limit: 9 })).toEqual([]);
    expect((await planOf(workspace, sensitive, { call: CALL, client: 'Maya Chen' })).steps[0]?.sentence).toContain('marks sensitive');
    await leave();
  });
});

describe('what one flow remembers', () => {
  let opened: Awaited<ReturnType<typeof openTwoFlows>>;
  beforeAll(async () => {
    opened = await openTwoFlows();
  });
  afterAll(() => opened.leave());

  it('changes what another gives, and its plan, its key and a comparison say so', async () => {
    const { workspace } = opened;
    const before = await runOf(workspace, LETTER, MAYA);
    expect((await planOf(workspace, LETTER, MAYA)).steps[0]?.verdict).toBe('reuse');

    const intake = await runOf(workspace, INTAKE, { call: CALL, client: ' Maya  Chen ' });
    const [written] = await rowsOf(workspace, intake.runId, 'memory.written');
    expect(written).toMatchObject({ stepId: 'listen', actor: 'agent:sage', data: { scope: SCOPE, topic: 'Preferred greeting' } });

    const plan = await planOf(workspace, LETTER, MAYA);
    expect(plan.steps[0]).toMatchObject({ verdict: 'run', reasons: [{ part: 'memory', name: 'subject:Maya Chen' }] });
    expect(plan.steps[0]?.sentence).toContain('Sage’s memory “subject:Maya Chen” changed');

    const after = await runOf(workspace, LETTER, MAYA);
    expect(await outputOf(workspace, after, 'write')).not.toEqual(await outputOf(workspace, before, 'write'));
    expect(JSON.stringify(await outputOf(workspace, after, 'write'))).toContain('Dear Dr Chen');

    const [read] = await rowsOf(workspace, after.runId, 'memory.read');
    const snapshot = await workspace.memory.snapshot(workspace.orgId, SCOPE);
    expect(read).toMatchObject({
      data: { scope: SCOPE, snapshotHash: snapshot.hash, memories: { value: [{ topic: 'Preferred greeting' }] } },
    });
    const [line] = await workspace.ledger.rows(workspace.orgId, after.runId);
    expect(line).toMatchObject({ cache: 'miss', bypassReason: null });
    expect(line?.memoryHash).toMatch(/^sha256:/);

    const missed = await explainMiss(workspace, { runId: before.runId, stepId: WRITE }, { runId: after.runId, stepId: WRITE });
    expect(missed).toMatchObject({ ok: true, value: { differences: [{ part: 'memory', name: 'subject:Maya Chen' }] } });
    const compared = await compareInWorkspace(workspace, before.runId, after.runId);
    expect(compared).toMatchObject({ ok: true, value: { first: { stepId: 'write', cause: 'memory', name: 'subject:Maya Chen' } } });
  });

  it('stands with its run, and is served from the cache as long as it says the same', async () => {
    const { workspace } = opened;
    const [version] = await workspace.memory.history(workspace.orgId, GREETING);
    expect(version).toMatchObject({ version: 1, by: 'agent:sage', source: { stepId: 'listen', visit: 1, attempt: 1 } });

    const again = await runOf(workspace, INTAKE, { call: CALL, client: 'Maya Chen' });
    expect(again.cacheHits).toBe(1);
    expect(await rowsOf(workspace, again.runId, 'memory.written')).toEqual([]);
    expect((await planOf(workspace, LETTER, MAYA)).steps[0]?.verdict).toBe('reuse');
  });

  it('is of nobody else: another subject reads nothing of it', async () => {
    const { workspace } = opened;
    const other = await runOf(workspace, LETTER, { brief: BRIEF, client: 'Ben' });
    expect(JSON.stringify(await outputOf(workspace, other, 'write'))).not.toContain('Chen');
  });

  it('stays as a person corrected it until a step has something new to say', async () => {
    const { workspace } = opened;
    const { orgId, me } = workspace;
    const change = { memoryId: GREETING, version: 1, by: me, reason: 'She prefers her first name.', atUs: 5 };
    expect(await workspace.memory.correct(orgId, { ...change, text: 'The preferred greeting is Dear Maya.' })).toMatchObject({
      ok: true,
      value: { version: 2 },
    });
    expect((await planOf(workspace, LETTER, MAYA)).steps[0]?.verdict).toBe('run');
    expect(JSON.stringify(await outputOf(workspace, await runOf(workspace, LETTER, MAYA), 'write'))).toContain('Dear Maya');

    await runOf(workspace, INTAKE, { call: CALL, client: 'Maya Chen' });
    expect((await workspace.memory.history(orgId, GREETING)).length).toBe(2);
    await runOf(workspace, INTAKE, { call: 'Maya: From now on my preferred greeting is Hello Maya.', client: 'Maya Chen' });
    expect((await workspace.memory.history(orgId, GREETING)).map(({ by }) => by)).toEqual(['agent:sage', me, 'agent:sage']);
  });

  it('is read no more once it is retired, and verifies with all its versions', async () => {
    const { workspace } = opened;
    const { orgId, me } = workspace;
    const retired = await workspace.memory.retire(orgId, { memoryId: GREETING, version: 3, by: me, reason: 'Client left.', atUs: 9 });
    expect(retired).toMatchObject({ ok: true, value: { version: 4, state: 'retired' } });
    expect((await workspace.memory.snapshot(orgId, SCOPE)).memories).toEqual([]);
    expect(JSON.stringify(await outputOf(workspace, await runOf(workspace, LETTER, MAYA), 'write'))).not.toContain('Dear');
    expect(await workspace.verify()).toMatchObject({ ok: true, breaks: [] });
  });
});
