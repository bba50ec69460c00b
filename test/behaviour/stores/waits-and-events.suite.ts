import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Actor, RunId, SYSTEM, WaitId } from '../../../engine/base/ids.ts';
import type { BusEvent } from '../../../engine/bus/event.ts';
import { EventConsumedError, WaitClosedError } from '../../../engine/runner/run-store.ts';
import type { Run } from '../../../engine/trace/run.ts';
import { begin, endWait, oneRowMore, parkOn } from './a-run.ts';
import { ORG, type OpenedStore, type OpenStore } from './a-store.ts';

const SOME_RUN = RunId.parse('run_some');
const anEvent = (key: string, payload: BusEvent['payload'] = { amount: 7 }): BusEvent => ({
  v: 1,
  event_id: `evt_${key}`,
  product: 'catalyst',
  event_type: 'purchase.confirmed',
  org_id: ORG,
  idempotency_key: key,
  occurred_at: '2027-03-01T09:00:00Z',
  payload,
});

const consume = (run: Run, key: string) => {
  const boundary = oneRowMore(run);
  boundary.consumeEvent = { product: 'catalyst', idempotencyKey: key };
  return boundary.change();
};

export function waitsAndEventsSuite(name: string, open: OpenStore): void {
  describe(`Waits and events in ${name}`, () => {
    let opened: OpenedStore;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.leave());

    async function park(runName: string, waitName: string, deadlineAtUs: number | null = null): Promise<Run> {
      const boundary = parkOn(await begin(opened.store, runName), waitName, deadlineAtUs);
      await opened.store.runs.commit(boundary.change());
      return boundary.run;
    }

    it('finds what a parked run waits for, oldest first, by all and by its id', async () => {
      const { runs } = opened.store;
      const [a, b] = [await park('a', 'second'), await park('b', 'first', 5_000_000)];

      const waits = await runs.openWaits(ORG);

      expect(waits.map(wait => wait.runId)).toEqual([a.runId, b.runId]);
      expect(waits[1]).toMatchObject({ flowName: 'Review a draft', stepId: 'draft', visit: 1 });
      expect(waits[1]?.wait).toEqual(b.state.status === 'waiting' && b.state.wait);
      expect(await runs.openWait(ORG, WaitId.parse('wait_first'))).toEqual(waits[1]);
      expect(await runs.openWait(ORG, WaitId.parse('wait_none'))).toBeNull();
      expect((await runs.summary(ORG, a.runId))?.status).toBe('waiting');
    });

    it('gives a task to somebody else while it waits, and not once it is over', async () => {
      const { runs } = opened.store;
      const run = await park('a', 'one');
      const to = Actor.parse('role:account-lead');
      const given = { ...oneRowMore(run).change(), reassignWait: { waitId: WaitId.parse('wait_one'), to } };
      await runs.commit(given);

      expect((await runs.openWait(ORG, WaitId.parse('wait_one')))?.wait.subject).toMatchObject({ kind: 'human', assignee: to });

      const ended = endWait(given.run, 'resolved');
      await runs.commit(ended.change());
      await expect(
        runs.commit({ ...oneRowMore(ended.run).change(), reassignWait: { waitId: WaitId.parse('wait_one'), to } }),
      ).rejects.toThrow(WaitClosedError);
    });

    it('says how a wait was ended, by whom and when', async () => {
      const { runs } = opened.store;
      const run = await park('a', 'one');
      expect(await runs.waitEnd(ORG, WaitId.parse('wait_one'))).toBeNull();

      const ended = endWait(run, 'cancelled', SYSTEM).change();
      await runs.commit(ended);

      expect(await runs.waitEnd(ORG, WaitId.parse('wait_one'))).toEqual({ how: 'cancelled', by: SYSTEM, atUs: ended.rows.at(-1)?.atUs });
      expect(await runs.waitEnd(ORG, WaitId.parse('wait_none'))).toBeNull();
    });

    it('keeps a wait open over a restart', async () => {
      await park('a', 'one');

      const store = await opened.reopen();

      expect(await store.runs.openWaits(ORG)).toHaveLength(1);
    });

    it.each([
      ['an answer', 'a timeout', 'resolved', 'timed_out'],
      ['a timeout', 'an answer', 'timed_out', 'resolved'],
      ['a cancel', 'an answer', 'cancelled', 'resolved'],
      ['an event', 'a cancel', 'matched', 'cancelled'],
    ] as const)('lets %s win over %s that comes in the same turn', async (_first, _second, winner, loser) => {
      const { runs, trace } = opened.store;
      const run = await park('a', 'one');

      const [first, second] = await Promise.allSettled([
        runs.commit(endWait(run, winner).change()),
        // As another path of the same owner would: it still sees the wait, and its rows would follow.
        runs.commit({ ...endWait(run, loser, SYSTEM).change() }),
      ]);

      expect(first.status).toBe('fulfilled');
      expect(second.status).toBe('rejected');
      expect(await trace.rowsOf(ORG, run.runId)).toHaveLength(run.lastSeq + 1);
      expect(await runs.openWaits(ORG)).toEqual([]);
    });

    it('refuses to end a wait that is over, though the rows would follow', async () => {
      const { runs } = opened.store;
      const run = await park('a', 'one');
      const answered = endWait(run, 'resolved');
      await runs.commit(answered.change());
      const late = { ...oneRowMore(answered.run).change(), closeWait: endWait(run, 'timed_out', SYSTEM).closeWait };

      await expect(runs.commit(late)).rejects.toThrow(WaitClosedError);

      expect(await runs.head(ORG, run.runId)).toMatchObject({ lastSeq: answered.run.lastSeq });
    });

    it("refuses to end another run's wait", async () => {
      const { runs } = opened.store;
      const [a, b] = [await park('a', 'one'), await begin(opened.store, 'b')];

      await expect(runs.commit({ ...oneRowMore(b).change(), closeWait: endWait(a, 'resolved').closeWait })).rejects.toThrow(
        WaitClosedError,
      );
    });

    it('takes an event once per key, and knows the same from another body', async () => {
      const { events } = opened.store;

      expect(await events.receive(anEvent('k1'), 10)).toBe('new');
      expect(await events.receive(anEvent('k1'), 20)).toBe('unsettled');
      await events.settle(anEvent('k1'), 25);
      expect(await events.receive(anEvent('k1'), 25)).toBe('same');
      expect(await events.receive(anEvent('k1', { amount: 8 }), 30)).toBe('conflict');
      expect(await events.receive({ ...anEvent('k1'), product: 'sentinel' }, 40)).toBe('new');

      expect(await events.unconsumed(ORG, SOME_RUN, 'purchase.confirmed', 0)).toEqual([
        { event: anEvent('k1'), receivedAtUs: 10 },
        { event: { ...anEvent('k1'), product: 'sentinel' }, receivedAtUs: 40 },
      ]);
    });

    it('knows an event again whose keys come in another order', async () => {
      const { events } = opened.store;
      await events.receive(anEvent('k1', { a: 1, b: 2 }), 10);

      expect(await events.receive(anEvent('k1', { b: 2, a: 1 }), 20)).toBe('unsettled');
    });

    it('finds events of a type since a moment, oldest first', async () => {
      const { events } = opened.store;
      for (const [index, key] of ['k1', 'k2', 'k3'].entries()) await events.receive(anEvent(key), index * 10);
      await events.receive({ ...anEvent('k4'), event_type: 'purchase.refunded' }, 40);

      const found = await events.unconsumed(ORG, SOME_RUN, 'purchase.confirmed', 10);

      expect(found.map(({ event }) => event.idempotency_key)).toEqual(['k2', 'k3']);
    });

    it('tells one event to every run, and to each once', async () => {
      const { runs, events } = opened.store;
      const [a, b] = [await begin(opened.store, 'a'), await begin(opened.store, 'b')];
      await events.receive(anEvent('k1'), 10);

      const [first, other] = [consume(a, 'k1'), consume(b, 'k1')];
      await Promise.all([runs.commit(first), runs.commit(other)]);

      await expect(runs.commit(consume(first.run, 'k1'))).rejects.toThrow(EventConsumedError);
      expect(await runs.head(ORG, a.runId)).toMatchObject({ lastSeq: first.run.lastSeq });
      expect(await events.unconsumed(ORG, a.runId, 'purchase.confirmed', 0)).toEqual([]);
      expect(await events.unconsumed(ORG, SOME_RUN, 'purchase.confirmed', 0)).toHaveLength(1);
      expect(await events.receive(anEvent('k1'), 50)).toBe('unsettled');
    });

    it('remembers until it is settled that an event may not have had its effect, also over a restart', async () => {
      await opened.store.events.receive(anEvent('k1'), 10);
      await opened.store.events.receive(anEvent('k2'), 20);
      await opened.store.events.settle(anEvent('k1'), 30);

      const { events } = await opened.reopen();

      expect(await events.unsettled(ORG)).toEqual([{ event: anEvent('k2'), receivedAtUs: 20 }]);
      expect(await events.receive(anEvent('k2', { amount: 8 }), 40)).toBe('conflict');
    });

    it('lists what came, newest first, with the runs that took it', async () => {
      const { runs, events } = opened.store;
      const run = await begin(opened.store, 'a');
      await events.receive(anEvent('k1'), 10);
      await events.receive({ ...anEvent('k2'), event_type: 'purchase.refunded' }, 20);
      await runs.commit(consume(run, 'k1'));

      expect((await events.list(ORG, { limit: 10 })).map(({ event, takenBy }) => [event.idempotency_key, takenBy])).toEqual([
        ['k2', []],
        ['k1', [run.runId]],
      ]);
      expect(await events.list(ORG, { eventType: 'purchase.confirmed', limit: 10 })).toHaveLength(1);
      expect(await events.list(ORG, { limit: 1 })).toHaveLength(1);
    });

    it('counts refused messages by reason and product', async () => {
      const { events } = opened.store;
      const refuse = (product: string | null, message: string, atUs: number) =>
        events.reject(ORG, { code: 'bad_signature', product, message }, atUs);
      await refuse(null, 'First.', 10);
      await refuse('rfp', 'Other.', 20);
      await refuse(null, 'Last.', 30);

      expect(await events.rejections(ORG)).toEqual([
        { code: 'bad_signature', product: null, count: 2, firstAtUs: 10, lastAtUs: 30, message: 'Last.' },
        { code: 'bad_signature', product: 'rfp', count: 1, firstAtUs: 20, lastAtUs: 20, message: 'Other.' },
      ]);
    });

    it('refuses an event that never came', async () => {
      const run = await begin(opened.store, 'a');

      await expect(opened.store.runs.commit(consume(run, 'unheard'))).rejects.toThrow(EventConsumedError);
    });
  });
}
