import { isDefinedError, safe } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import { startRun } from '../../test-workspace.ts';
import { WireBench, WIRES } from './wire-bench.ts';

const WAITING = {
  format: 'atelier-flow/1',
  name: 'Wait',
  start: 'wait',
  steps: [{ id: 'wait', kind: 'event_wait', config: { eventType: 'rfp.proposal.opened', match: "payload.proposal_id == 'prp_552'" } }],
};

describe.each(WIRES)('The bus over %s', (_name, openWire) => {
  const on = new WireBench(openWire);

  it('shows who waits for what, what came, and who took it', async () => {
    const runId = await startRun(on.workspace, WAITING);
    await on.workspace.runner.settled(runId);
    expect(await on.client.events.awaited()).toMatchObject([
      { runId, stepId: 'wait', wait: { subject: { eventType: 'rfp.proposal.opened' } } },
    ]);

    const sample = { product: 'rfp', eventType: 'rfp.proposal.opened' };
    await on.client.runs.sendEvent({ ...sample, payload: { proposal_id: 'prp_1' } });
    const { eventId } = await on.client.runs.sendEvent({ ...sample, payload: { proposal_id: 'prp_552' } });

    expect(await on.client.events.awaited()).toEqual([]);
    expect(await on.client.events.received({})).toMatchObject([{ event: { event_id: eventId }, takenBy: [runId] }, { takenBy: [] }]);
    expect(await on.client.events.received({ eventType: 'other.type' })).toEqual([]);
    expect(await on.client.events.sent({})).toEqual([]);
  });

  it('shows what was refused, and why', async () => {
    const message = { id: 'm', timestamp: '1', signature: 'v1,x', contentType: undefined, body: new Uint8Array() };
    await on.workspace.eventDoor.receive(message);

    expect(await on.client.events.rejected()).toMatchObject([{ code: 'outside_window', product: null, count: 1 }]);
  });

  it('says that an event was never sent from here', async () => {
    const { error } = await safe(on.client.events.redeliver({ eventId: 'evt_none' }));

    expect(isDefinedError(error) && error.code).toBe('NO_SUCH_EVENT');
  });
});
