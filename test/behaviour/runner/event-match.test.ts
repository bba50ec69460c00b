import { afterEach, describe, expect, it } from 'vitest';
import type { BusEvent } from '../../../engine/bus/event.ts';
import { answerAll, openTestWorkspace, startRun } from '../../test-workspace.ts';

type House = Awaited<ReturnType<typeof openTestWorkspace>>;
let house: House;
afterEach(() => house.leave());

let sent = 0;
const opened = (payload: BusEvent['payload']): BusEvent => {
  sent += 1;
  return {
    v: 1,
    event_id: `evt_${sent}`,
    product: 'rfp',
    event_type: 'rfp.proposal.opened',
    org_id: house.workspace.orgId,
    idempotency_key: `key ${sent}`,
    occurred_at: '2027-03-01T09:00:00Z',
    payload,
  };
};

const wait = (match: string, since: 'run' | 'step' = 'run') => ({
  id: 'wait',
  kind: 'event_wait',
  config: { eventType: 'rfp.proposal.opened', match, since },
});
const ask = { id: 'ask', kind: 'human_task', config: { assignee: 'role:partner', description: 'Go on?' }, next: 'wait' };
const flow = (start: string, ...steps: readonly unknown[]) => ({ format: 'atelier-flow/1', name: 'Match', start, steps });

const told = async (runId: Awaited<ReturnType<typeof startRun>>): Promise<string[]> => {
  await house.workspace.runner.settled(runId);
  const rows = await house.workspace.trace.rowsOf(house.workspace.orgId, runId);
  return rows.flatMap(row => (row.kind === 'event.unmatched' ? [`${row.data.eventId}: ${row.data.reason}`] : []));
};

describe('An event that does not match', () => {
  it('stands once in the trace with the reason, also when the expression fails, and over a restart', async () => {
    house = await openTestWorkspace();
    const runId = await startRun(house.workspace, flow('ask', ask, wait('payload.amount > 10')));
    await house.workspace.runner.settled(runId);
    const [small, odd] = [opened({ amount: 7 }), opened({ amount: 'much' })];
    await house.workspace.runner.receive(small);
    await answerAll(house.workspace, runId);
    await house.workspace.runner.settled(runId);
    await house.workspace.runner.receive(odd);
    const before = await told(runId);

    await house.workspace.close();
    house = await openTestWorkspace({ folder: house.folder });

    expect(before).toEqual([
      `${small.event_id}: payload.amount > 10 is not true for this event.`,
      expect.stringContaining(`${odd.event_id}: The match expression failed`),
    ]);
    expect(await told(runId)).toEqual(before);
  });

  it('does not hide the one behind it', async () => {
    house = await openTestWorkspace();
    const runId = await startRun(house.workspace, flow('ask', ask, wait('payload.amount > 10')));
    await house.workspace.runner.settled(runId);
    for (const payload of [{ amount: 'much' }, { amount: 12 }, { amount: 13 }]) await house.workspace.runner.receive(opened(payload));

    await answerAll(house.workspace, runId);

    const run = await house.workspace.runner.settled(runId);
    expect(run?.state.status).toBe('succeeded');
    const rows = await house.workspace.trace.rowsOf(house.workspace.orgId, runId);
    expect(rows.find(({ kind }) => kind === 'event.matched')?.data).toMatchObject({ payload: { value: { amount: 12 } } });
  });

  it('is told of twenty times at one look, so that a thousand do not fill the trace', async () => {
    house = await openTestWorkspace();
    const runId = await startRun(house.workspace, flow('ask', ask, wait('payload.amount > 10')));
    await house.workspace.runner.settled(runId);
    for (let nth = 0; nth < 30; nth++) await house.workspace.events.receive(opened({ amount: 1 }), house.workspace.clock.nowUs());

    await answerAll(house.workspace, runId);

    expect(await told(runId)).toHaveLength(20);
  });
});

describe('A wait', () => {
  it.each([
    ['run', 'succeeded'],
    ['step', 'waiting'],
  ] as const)('that counts events since the %s has %s when one came in between', async (since, status) => {
    house = await openTestWorkspace();
    const runId = await startRun(house.workspace, flow('ask', ask, wait('true', since)));
    await house.workspace.runner.settled(runId);
    await house.workspace.runner.receive(opened({}));

    await answerAll(house.workspace, runId);

    expect((await house.workspace.runner.settled(runId))?.state.status).toBe(status);
  });

  it('never takes what came before its run began', async () => {
    house = await openTestWorkspace();
    await house.workspace.runner.receive(opened({}));

    const runId = await startRun(house.workspace, flow('wait', wait('true')));

    expect((await house.workspace.runner.settled(runId))?.state.status).toBe('waiting');
  });
});
