import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FlowId } from '../../../engine/base/ids.ts';
import type { JsonObject } from '../../../engine/base/json.ts';
import type { BusEvent } from '../../../engine/bus/event.ts';
import { Flow } from '../../../engine/flow/flow.ts';
import { PACKET_FORMAT, PacketDocument } from '../../../engine/packet/packet.ts';
import type { TriggerState } from '../../../engine/triggers/triggers.ts';
import type { Workspace } from '../../../engine/workspace.ts';
import type { OpenOptions } from '../../../engine/open-workspace.ts';
import { openTestWorkspace } from '../../test-workspace.ts';
import { turnedClock } from '../../turned-clock.ts';
import { busEvent } from '../../scenes/play-act.ts';

const FLOW = FlowId.parse('billing');
const HOUR_MS = 3_600_000;
// The clock of these tests begins on Monday 1 March 2027 at 9:00 UTC.
const NINE_AT_UTC = { on: 'schedule', cron: '0 9 * * *', timezone: 'UTC' };
const ON_PURCHASE = { on: 'event', eventType: 'catalyst.purchase.confirmed', match: 'payload.amount > 10' };

const aFlow = (trigger: object, slices: object = {}): Flow =>
  Flow.parse({
    format: 'atelier-flow/1',
    name: 'Billing',
    trigger,
    packet: { slices },
    start: 'ask',
    steps: [{ id: 'ask', kind: 'human_task', config: { assignee: 'role:partner', description: 'Please look.' } }],
  });

describe('Triggers', () => {
  let clock: ReturnType<typeof turnedClock>;
  let folder: string;
  let workspace: Workspace;

  beforeEach(async () => {
    clock = turnedClock();
    folder = await mkdtemp(join(tmpdir(), 'atelier-triggers-'));
    await open();
    await workspace.triggers.arm();
  });
  afterEach(async () => {
    await workspace.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function open(options: Partial<OpenOptions> = {}): Promise<void> {
    ({ workspace } = await openTestWorkspace({ folder, clock, ...options }));
  }
  async function reopen(closedForMs: number, options: Partial<OpenOptions> = {}): Promise<void> {
    await workspace.close();
    clock.turn(closedForMs);
    await open(options);
    await workspace.triggers.arm();
    await workspace.triggers.settled();
  }
  async function publish(flow: Flow): Promise<void> {
    await workspace.flows.create(workspace.orgId, FLOW, flow, clock.nowUs());
    await workspace.flows.publish(workspace.orgId, FLOW, flow, workspace.me, 'Published.', clock.nowUs());
    await workspace.triggers.settled();
  }
  async function later(ms: number): Promise<void> {
    clock.turn(ms);
    await new Promise(setImmediate); // the sleepers that woke get their turn
    await workspace.triggers.settled();
  }
  async function receive(key: string, payload: BusEvent['payload']): Promise<void> {
    await workspace.runner.receive(busEvent(workspace, 'catalyst.purchase.confirmed', payload, key));
    await workspace.triggers.settled();
  }
  const runs = async (): Promise<number> => (await workspace.runs.summaries(workspace.orgId, { limit: 100 })).length;
  /** The evidence of the newest run. */
  async function evidence(): Promise<JsonObject> {
    const [newest] = await workspace.runs.summaries(workspace.orgId, { limit: 1 });
    const packet = newest === undefined ? null : await workspace.runs.packet(workspace.orgId, newest.packetHash);
    return Object.fromEntries((packet?.slices ?? []).map(({ name, value }) => [name, value]));
  }
  async function state(): Promise<TriggerState> {
    const [only] = await workspace.triggers.list();
    if (only === undefined) throw new Error('No flow starts by itself.');
    return only;
  }

  describe('by the clock', () => {
    it('start a live run of the newest version at each due instant', async () => {
      await publish(aFlow(NINE_AT_UTC));
      expect((await state()).nextAtUs).toBe(Date.parse('2027-03-02T09:00Z') * 1000);

      await later(23 * HOUR_MS);
      expect(await runs()).toBe(0);
      await later(HOUR_MS);
      expect(await runs()).toBe(1);
      await later(24 * HOUR_MS);
      expect(await runs()).toBe(2);

      const [newest] = await workspace.runs.summaries(workspace.orgId, { limit: 1 });
      expect(newest).toMatchObject({ flowId: FLOW, versionNo: 1, mode: 'live' });
      expect((await state()).lastStart?.runId).toBe(newest?.runId);
    });

    it('start one run for all that was missed while closed, and go on from now', async () => {
      await publish(aFlow(NINE_AT_UTC));

      await reopen(3.5 * 24 * HOUR_MS);

      expect(await runs()).toBe(1);
      expect((await state()).nextAtUs).toBe(Date.parse('2027-03-05T09:00Z') * 1000);
    });

    it('catch up an instant that fell between publishing and the first time somebody armed them', async () => {
      await workspace.close();
      await open(); // as a command does: not armed
      await publish(aFlow(NINE_AT_UTC));
      await later(25 * HOUR_MS);
      expect(await runs()).toBe(0);

      await workspace.triggers.arm();
      await workspace.triggers.settled();

      expect(await runs()).toBe(1);
    });

    it('start no second run when the power goes between the start and the note of it', async () => {
      await publish(aFlow(NINE_AT_UTC));
      const before = await state();
      await later(24 * HOUR_MS);
      expect(await runs()).toBe(1);
      await forget(before);

      await reopen(HOUR_MS);

      expect(await runs()).toBe(1);
      expect((await state()).nextAtUs).toBe(Date.parse('2027-03-03T09:00Z') * 1000);
    });

    it('give the run the packet that the trigger names, and when it was due', async () => {
      const document = PacketDocument.parse({ format: PACKET_FORMAT, title: 'Monday', slices: { cohort: 'spring' } });
      const added = await workspace.packets.add('Monday', document);
      expect(added.ok).toBe(true);
      await publish(aFlow({ ...NINE_AT_UTC, packet: 'monday' }, { cohort: { schema: { type: 'string' } }, schedule: {} }));

      await later(24 * HOUR_MS);

      expect(await evidence()).toEqual({ cohort: 'spring', schedule: { due_at: '2027-03-02T09:00:00.000Z' } });
    });

    it('say why nothing started, and try again the next time', async () => {
      await publish(aFlow({ ...NINE_AT_UTC, packet: 'monday' }, { cohort: { schema: { type: 'string' } } }));
      await later(24 * HOUR_MS);
      expect((await state()).problem?.sentence).toBe(
        'There is no packet “monday” in the workspace. Add it, or name another in the trigger.',
      );

      await workspace.packets.add('Monday', PacketDocument.parse({ format: PACKET_FORMAT, slices: { cohort: 'spring' } }));
      await later(24 * HOUR_MS);

      expect(await runs()).toBe(1);
      expect((await state()).problem).toBeNull();
    });

    it('do nothing while paused, and make up for nothing afterwards', async () => {
      await publish(aFlow(NINE_AT_UTC));
      expect(await workspace.triggers.set(FLOW, false, workspace.me)).toMatchObject({ ok: true, value: { isOn: false, nextAtUs: null } });
      await later(48 * HOUR_MS);
      await reopen(48 * HOUR_MS);
      expect(await runs()).toBe(0);

      await workspace.triggers.set(FLOW, true, workspace.me);
      expect((await state()).nextAtUs).toBe(Date.parse('2027-03-06T09:00Z') * 1000);
      await later(24 * HOUR_MS);

      expect(await runs()).toBe(1);
    });

    it('follow the newest version: another schedule begins anew, no schedule ends it', async () => {
      await publish(aFlow(NINE_AT_UTC));
      await publish(aFlow({ ...NINE_AT_UTC, cron: '0 12 * * *' }));
      expect((await state()).nextAtUs).toBe(Date.parse('2027-03-01T12:00Z') * 1000);

      await publish(aFlow({ on: 'manual' }));
      await later(24 * HOUR_MS);

      expect(await workspace.triggers.list()).toEqual([]);
      expect(await runs()).toBe(0);
    });
  });

  describe('by an event', () => {
    it('start one run for each event that matches, however often it is delivered', async () => {
      await publish(aFlow(ON_PURCHASE));

      await receive('one', { amount: 5 });
      expect(await runs()).toBe(0);
      await receive('two', { amount: 50 });
      await receive('two', { amount: 50 });
      expect(await runs()).toBe(1);
      await receive('three', { amount: 51 });

      expect(await runs()).toBe(2);
      const [row] = await workspace.trace.rowsOf(workspace.orgId, (await state()).lastStart?.runId ?? fail());
      expect(row).toMatchObject({ actor: 'product:catalyst', data: { trigger: expect.stringContaining('evt_three') as string } });
    });

    it('start no second run when the power goes between the start and the note of it', async () => {
      await publish(aFlow(ON_PURCHASE));
      const before = await state();
      await receive('two', { amount: 50 });
      await forget(before);

      await reopen(HOUR_MS);

      expect(await runs()).toBe(1);
    });

    it('look at events that came while nobody was there, and not at those before the flow was published', async () => {
      await receive('early', { amount: 50 });
      await publish(aFlow(ON_PURCHASE));
      expect(await runs()).toBe(0);

      await workspace.close();
      await open();
      await receive('meanwhile', { amount: 50 });
      expect(await runs()).toBe(0);
      await reopen(1000);

      expect(await runs()).toBe(1);
    });

    it('fill the packet from the event', async () => {
      const packet = { amount: '{{ payload.amount }}', note: 'From {{ event.product }}' };
      await publish(aFlow({ ...ON_PURCHASE, packet }, { amount: { schema: { type: 'number' } }, note: {}, event: {} }));

      await receive('two', { amount: 50 });

      expect(await evidence()).toMatchObject({
        amount: 50,
        note: 'From catalyst',
        event: { event_id: 'evt_two', payload: { amount: 50 } },
      });
    });

    it('say why an event started nothing, and go on with the next', async () => {
      await publish(aFlow({ ...ON_PURCHASE, packet: { who: '{{ payload.who }}' } }, { who: { schema: { type: 'string' } } }));

      await receive('two', { amount: 50 });
      expect((await state()).problem?.sentence).toContain('Event evt_two started nothing. What fills the packet failed:');
      await receive('three', { amount: 50, who: 7 });
      expect((await state()).problem?.sentence).toContain(
        'Event evt_three started nothing. The packet does not fit what the flow asks for.',
      );
      await receive('four', { amount: 50, who: 'Maya' });

      expect(await runs()).toBe(1);
      expect((await state()).problem).toBeNull();
    });

    it('look at none that came while they were paused', async () => {
      await publish(aFlow(ON_PURCHASE));
      await workspace.triggers.set(FLOW, false, workspace.me);
      await receive('two', { amount: 50 });
      await workspace.triggers.set(FLOW, true, workspace.me);
      expect(await runs()).toBe(0);

      await receive('three', { amount: 50 });

      expect(await runs()).toBe(1);
    });
  });

  it('are refused for a flow that starts by nothing', async () => {
    await publish(aFlow({ on: 'manual' }));

    expect(await workspace.triggers.set(FLOW, false, workspace.me)).toEqual({ ok: false, error: 'no-such-trigger' });
  });

  /** Puts back what stood before the last start was noted, as a cut of the power leaves it. */
  async function forget({ nextAtUs }: TriggerState): Promise<void> {
    const { default: Database } = await import('better-sqlite3');
    await workspace.close();
    const database = new Database(join(folder, 'atelier.db'));
    database.prepare('UPDATE atelier_triggers SET next_at_us = ?, last_run_id = NULL').run(nextAtUs);
    database.exec('DELETE FROM atelier_trigger_events');
    database.close();
    await open();
  }
});

function fail(): never {
  throw new Error('No run was started.');
}
