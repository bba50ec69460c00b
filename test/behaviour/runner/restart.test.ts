import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { refused } from '../../../engine/base/result.ts';
import type { Models } from '../../../engine/models/model.ts';
import { openTestWorkspace, startRun, story } from '../../test-workspace.ts';
import { turnedClock } from '../../turned-clock.ts';
import { addPaidSkill } from './crash-flow.ts';

const FLOW = {
  format: 'atelier-flow/1',
  name: 'Backoff',
  start: 'draft',
  steps: [
    {
      id: 'draft',
      kind: 'sage_skill',
      config: { skill: 'paid_note', input: { note: 'It moved.' } },
      retry: { maxAttempts: 3, baseMs: 600_000, capMs: 600_000 },
    },
  ],
};

const overloaded: Models = () => ({
  provider: 'scripted',
  modelId: 'scripted-1',
  params: {},
  priceTableHash: null,
  generate: () => Promise.resolve(refused({ class: 'transient', code: 'overloaded', message: 'Not now. It is asked again.' })),
});

describe('a run that sleeps until its next attempt', () => {
  it('wakes at the same instant after a restart, neither sooner nor later', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'atelier-restart-'));
    addPaidSkill(folder);
    const clock = turnedClock();
    const first = await openTestWorkspace({ folder, clock, models: overloaded });
    const runId = await startRun(first.workspace, FLOW);
    while ((await first.workspace.runs.summary(first.workspace.orgId, runId))?.status !== 'running' || clock.sleeping() === 0)
      await new Promise(setImmediate);
    const wakeAtUs = await wakeOf(first.workspace.trace.rowsOf(first.workspace.orgId, runId));
    await first.workspace.close();
    clock.turn(60_000);

    const { workspace } = await openTestWorkspace({ folder, clock, models: overloaded });
    const attempts = async (): Promise<number> =>
      story(await workspace.trace.rowsOf(workspace.orgId, runId)).filter(line => line === 'step.started draft').length;
    while (clock.sleeping() === 0) await new Promise(setImmediate);
    clock.turn((wakeAtUs - clock.nowUs()) / 1000 - 1000);
    for (let turn = 0; turn < 30; turn++) await new Promise(setImmediate);
    expect(await attempts()).toBe(1);

    clock.turn(1000);
    while ((await attempts()) < 2) await new Promise(setImmediate);

    await workspace.close();
    await rm(folder, { recursive: true, force: true });
  });
});

async function wakeOf(reading: Promise<Parameters<typeof story>[0]>): Promise<number> {
  const row = (await reading).findLast(({ kind }) => kind === 'step.retry_scheduled');
  if (row?.kind !== 'step.retry_scheduled') throw new Error('No further attempt was scheduled.');
  return row.data.wakeAtUs;
}
