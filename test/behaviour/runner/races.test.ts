import { describe, expect, it } from 'vitest';
import type { RunId } from '../../../engine/base/ids.ts';
import type { Workspace } from '../../../engine/workspace.ts';
import { busEvent } from '../../scenes/play-act.ts';
import { openTestWorkspace, startRun } from '../../test-workspace.ts';
import { turnedClock } from '../../turned-clock.ts';

const ASK = {
  id: 'ask',
  kind: 'human_task',
  config: { assignee: 'role:partner', description: 'Decide.', deadline: '2027-03-01T10:00:00Z' },
};
const PAID = { id: 'paid', kind: 'event_wait', config: { eventType: 'catalyst.purchase.confirmed', timeoutMs: 3_600_000 } };
const flowOf = (step: { readonly id: string; readonly config: object }): object => ({
  format: 'atelier-flow/1',
  name: 'Race',
  start: step.id,
  steps: [step],
});

type Racer = 'outside' | 'operator' | 'clock';
const ORDERS: readonly (readonly Racer[])[] = [
  ['outside', 'operator', 'clock'],
  ['outside', 'clock', 'operator'],
  ['operator', 'outside', 'clock'],
  ['operator', 'clock', 'outside'],
  ['clock', 'outside', 'operator'],
  ['clock', 'operator', 'outside'],
];

describe.each([
  ['a task', ASK],
  ['an event', PAID],
] as const)('who ends a wait for %s', (_what, step) => {
  it.each(ORDERS)('is one alone, when %s, %s and %s come in the same turn', async (...order) => {
    const clock = turnedClock();
    const { workspace, leave } = await openTestWorkspace({ clock });
    const runId = await startRun(workspace, flowOf(step));
    await workspace.runner.settled(runId);
    while (clock.sleeping() === 0) await new Promise(setImmediate);

    await Promise.all(order.map(racer => act(racer, workspace, runId, clock)));
    await workspace.runner.settled(runId);

    const rows = await workspace.trace.rowsOf(workspace.orgId, runId);
    const ends = rows.filter(({ kind }) => ['human.resolved', 'event.matched', 'step.timed_out', 'step.cancelled'].includes(kind));
    expect(ends).toHaveLength(1);
    expect(rows.filter(({ kind }) => /^run\.(succeeded|failed|halted)$/.test(kind))).toHaveLength(1);
    expect(await workspace.runs.openWaits(workspace.orgId)).toEqual([]);
    await leave();
  });
});

async function act(racer: Racer, workspace: Workspace, runId: RunId, clock: ReturnType<typeof turnedClock>): Promise<unknown> {
  switch (racer) {
    case 'outside': {
      const [open] = await workspace.runs.openWaits(workspace.orgId);
      if (open === undefined) return null;
      if (open.wait.subject.kind === 'event')
        return workspace.runner.receive(busEvent(workspace, open.wait.subject.eventType, {}, 'the-key'));
      const { waitId, subject } = open.wait;
      return workspace.runner.resolve({
        waitId,
        outcome: 'approve',
        comment: null,
        answer: {},
        by: workspace.me,
        roles: [subject.assignee],
      });
    }
    case 'operator':
      return workspace.runner.cancel(runId, workspace.me, null);
    case 'clock':
      clock.turn(3_600_000);
      return null;
  }
}

describe('deadlines that fall together', () => {
  it('each end their own wait, and those to come stay', async () => {
    const clock = turnedClock();
    const { workspace, leave } = await openTestWorkspace({ clock });
    const runIds = await Promise.all(Array.from({ length: 20 }, () => startRun(workspace, flowOf(ASK))));
    const later = await startRun(workspace, flowOf({ ...ASK, config: { ...ASK.config, deadline: '2027-03-01T11:00:00Z' } }));
    for (const runId of [...runIds, later]) await workspace.runner.settled(runId);
    while (clock.sleeping() < 21) await new Promise(setImmediate);

    clock.turn(3_600_000);
    await new Promise(setImmediate); // who woke gets their turn before we look

    for (const runId of runIds) expect((await workspace.runner.settled(runId))?.state.status).toBe('failed');
    expect((await workspace.runner.settled(later))?.state.status).toBe('waiting');
    await leave();
  });
});
