import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { RunId } from '../../../engine/base/ids.ts';
import type { Models } from '../../../engine/models/model.ts';
import { openWorkspace } from '../../../engine/open-workspace.ts';
import { chainBreak } from '../../../engine/trace/chain.ts';
import { openTestWorkspace, startRun, story } from '../../test-workspace.ts';
import { addPaidSkill, callsPaid, paidModel } from '../runner/crash-flow.ts';
import { openSmallDisk } from './a-small-disk.ts';

const FLOW = {
  format: 'atelier-flow/1',
  name: 'Small disk',
  packet: { slices: { note: { schema: { type: 'string' } } } },
  start: 'draft',
  steps: [
    { id: 'draft', kind: 'sage_skill', config: { skill: 'paid_note', input: { note: '{{ packet.note }}' } }, next: 'ok' },
    { id: 'ok', kind: 'gate', config: { expression: 'steps.draft.output != null' } },
  ],
};
/** Larger than the room that a database has left in its last pages. */
const NOTE = 'The workshop moved to Thursday. '.repeat(8000);

const disk = openSmallDisk();
if (disk === null) process.stdout.write('This process may not mount a disk, so full and read-only ones are not tried here.\n');
afterEach(() => disk?.free());
afterAll(() => disk?.remove());

describe.runIf(disk !== null)('a disk that has no room left while a run progresses', () => {
  if (disk === null) return;
  const { folder } = disk;
  addPaidSkill(folder);

  /** The paid model, which answers when the disk has just become full. */
  const fillingModel: Models = modelClass => {
    const model = paidModel(folder)(modelClass);
    return {
      ...model,
      generate: async (request, signal) => {
        const answer = await model.generate(request, signal);
        disk.fill();
        return answer;
      },
    };
  };

  it('is told with the folder and what to do; when there is room the run goes on, and nothing is paid twice', async () => {
    const { workspace } = await openTestWorkspace({ folder, models: fillingModel });
    const calls = callsPaid(folder);
    const runId = await startRun(workspace, FLOW, { note: NOTE });
    const sentence = await workspace.runner.settled(runId).then(String, String);
    expect(sentence).toContain('The disk is full, so nothing was written. Make room, then try again.');
    expect(sentence).toContain(folder);
    expect(await kindsOf(workspace, runId)).toEqual([
      'run.created',
      'run.started',
      'step.started draft',
      'cache.miss draft',
      'agent.called draft',
    ]);

    disk.free();
    while ((await workspace.runs.summary(workspace.orgId, runId))?.status !== 'succeeded') await new Promise(setImmediate);
    expect(callsPaid(folder)).toBe(calls + 1);
    expect(chainBreak(await workspace.trace.rowsOf(workspace.orgId, runId))).toBeNull();
    await workspace.close();
  });

  it('is left by a restart too: the run goes on from its last commit', async () => {
    const first = await openTestWorkspace({ folder, models: fillingModel });
    const runId = await startRun(first.workspace, FLOW, { note: `${NOTE} Once more.` });
    await expect(first.workspace.runner.settled(runId)).rejects.toThrow('The disk is full');
    await first.workspace.close();
    disk.free();

    const { workspace } = await openTestWorkspace({ folder, models: paidModel(folder) });
    const run = await workspace.runner.settled(runId);
    expect(run?.state.status).toBe('succeeded');
    expect(await kindsOf(workspace, runId)).toContain('step.attempt_lost draft');
    await workspace.close();
  });

  it('may become read-only between two starts: opening says so and harms nothing, and later the workspace opens again', async () => {
    const runIdOf = async (): Promise<RunId> => {
      const { workspace } = await openTestWorkspace({ folder, models: paidModel(folder) });
      const waiting = { ...FLOW, steps: [{ id: 'draft', kind: 'human_task', config: { assignee: 'role:partner', description: 'Look.' } }] };
      const runId = await startRun(workspace, waiting, { note: 'short' });
      await workspace.runner.settled(runId);
      await workspace.close();
      return runId;
    };
    const runId = await runIdOf();
    disk.setReadOnly(true);
    const refused = await openWorkspace({ folder, environment: {} });
    expect(refused).toMatchObject({ ok: false, error: { sentence: expect.stringContaining(folder) as unknown } });
    disk.setReadOnly(false);

    const { workspace } = await openTestWorkspace({ folder, models: paidModel(folder) });
    expect((await workspace.runner.settled(runId))?.state.status).toBe('waiting');
    await workspace.close();
  });
});

async function kindsOf(workspace: Awaited<ReturnType<typeof openTestWorkspace>>['workspace'], runId: RunId): Promise<string[]> {
  return story(await workspace.trace.rowsOf(workspace.orgId, runId));
}
