import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StepId } from '../../../engine/base/ids.ts';
import type { BusEvent } from '../../../engine/bus/event.ts';
import type { OutboxChange } from '../../../engine/bus/outbox.ts';
import { begin, oneRowMore } from './a-run.ts';
import { ORG, OTHER_ORG, type OpenedStore, type OpenStore } from './a-store.ts';

const anEvent = (eventId: string, product = 'bell'): BusEvent => ({
  v: 1,
  event_id: eventId,
  product,
  event_type: `${product}.sound`,
  org_id: ORG,
  idempotency_key: `key of ${eventId}`,
  occurred_at: '2027-03-01T09:00:00Z',
  payload: { times: 2 },
});
const dispatch = (eventId: string, product?: string): OutboxChange => ({
  kind: 'dispatch',
  event: anEvent(eventId, product),
  stepId: StepId.parse('draft'),
  visit: 1,
  attempt: 1,
});
const LATE = 10_000_000_000;
const lost = { class: 'transient', code: 'http_503', message: 'It answered 503.' } as const;

export function outboxSuite(name: string, open: OpenStore): void {
  describe(`The outbox in ${name}`, () => {
    let opened: OpenedStore;
    let send: (...changes: readonly OutboxChange[]) => Promise<number>;
    beforeEach(async () => {
      opened = await open();
      let run = await begin(opened.store, 'a');
      send = async (...changes) => {
        const boundary = oneRowMore(run);
        for (const change of changes) boundary.post(change);
        await opened.store.runs.commit(boundary.change());
        run = boundary.run;
        return boundary.change().rows[0]?.atUs ?? 0;
      };
    });
    afterEach(() => opened.leave());

    const ids = (entries: readonly { readonly event: BusEvent }[]): string[] => entries.map(({ event }) => event.event_id);

    it('holds what a step dispatched, due at once, with the step that sent it', async () => {
      const atUs = await send(dispatch('evt_1'));

      const [entry] = await opened.store.outbox.due(ORG, atUs, 10);

      expect(entry).toMatchObject({
        event: anEvent('evt_1'),
        runId: 'run_a',
        stepId: 'draft',
        visit: 1,
        attempt: 1,
        status: 'pending',
        attempts: 0,
      });
      expect(JSON.parse(entry?.body ?? '')).toEqual(anEvent('evt_1'));
      expect(await opened.store.outbox.due(ORG, atUs - 1, 10)).toEqual([]);
      expect(await opened.store.outbox.due(OTHER_ORG, LATE, 10)).toEqual([]);
      expect(await opened.store.outbox.find(OTHER_ORG, 'evt_1')).toBeNull();
    });

    it('holds nothing of a step that was refused', async () => {
      const { runs, outbox } = opened.store;
      const run = await begin(opened.store, 'b');
      const stale = oneRowMore(run, run.epoch + 7);
      stale.post(dispatch('evt_1'));

      await expect(runs.commit(stale.change())).rejects.toThrow();

      expect(await outbox.list(ORG, { limit: 10 })).toEqual([]);
    });

    it('lets no product hold up another: of each, the longest due', async () => {
      await send(dispatch('evt_1'), dispatch('evt_2'), dispatch('evt_3'));
      await send(dispatch('evt_4', 'crm'));

      expect(ids(await opened.store.outbox.due(ORG, LATE, 2))).toEqual(['evt_1', 'evt_2', 'evt_4']);
    });

    it('brings an attempt that failed back when it is due again, also after a restart', async () => {
      await send(dispatch('evt_1'));
      await opened.store.outbox.noteAttempt(ORG, 'evt_1', { atUs: 2_000_000, error: lost, nextAtUs: 9_000_000 });

      const { outbox } = await opened.reopen();

      expect(await outbox.due(ORG, 8_999_999, 10)).toEqual([]);
      expect(await outbox.nextDueUs(ORG, 8_999_999)).toBe(9_000_000);
      expect(await outbox.nextDueUs(ORG, 9_000_000)).toBeNull();
      expect(await outbox.due(ORG, 9_000_000, 10)).toMatchObject([{ attempts: 1, error: lost }]);
      expect(await outbox.untold(ORG)).toEqual([]);
    });

    it('remembers an end until the run has told it', async () => {
      await send(dispatch('evt_1'), dispatch('evt_2'));
      await opened.store.outbox.noteAttempt(ORG, 'evt_2', { atUs: 2_000_000, error: lost, nextAtUs: null });
      await opened.store.outbox.noteAttempt(ORG, 'evt_1', { atUs: 3_000_000, error: null, nextAtUs: null });

      expect((await opened.store.outbox.untold(ORG)).map(({ event, status }) => [event.event_id, status])).toEqual([
        ['evt_2', 'dead'],
        ['evt_1', 'delivered'],
      ]);
      await send({ kind: 'told', eventId: 'evt_2' });

      expect(ids(await opened.store.outbox.untold(ORG))).toEqual(['evt_1']);
      expect(await opened.store.outbox.due(ORG, LATE, 10)).toEqual([]);
    });

    it('settles once: a note that comes late changes nothing', async () => {
      await send(dispatch('evt_1'));
      await opened.store.outbox.noteAttempt(ORG, 'evt_1', { atUs: 2_000_000, error: null, nextAtUs: null });
      await opened.store.outbox.noteAttempt(ORG, 'evt_1', { atUs: 3_000_000, error: lost, nextAtUs: 4_000_000 });

      expect(await opened.store.outbox.find(ORG, 'evt_1')).toMatchObject({
        status: 'delivered',
        attempts: 1,
        error: null,
        settledAtUs: 2_000_000,
      });
    });

    it('sends a dead letter again from the first attempt, and nothing else', async () => {
      await send(dispatch('evt_1'), dispatch('evt_2'));
      await opened.store.outbox.noteAttempt(ORG, 'evt_1', { atUs: 2_000_000, error: lost, nextAtUs: null });
      await opened.store.outbox.noteAttempt(ORG, 'evt_2', { atUs: 2_000_000, error: null, nextAtUs: null });

      await send({ kind: 'told', eventId: 'evt_1' }, { kind: 'retry', eventId: 'evt_1' }, { kind: 'retry', eventId: 'evt_2' });

      expect(await opened.store.outbox.due(ORG, LATE, 10)).toMatchObject([
        { event: { event_id: 'evt_1' }, attempts: 0, settledAtUs: null },
      ]);
    });

    it('lists newest first, and by status', async () => {
      await send(dispatch('evt_1'));
      await send(dispatch('evt_2'));
      await opened.store.outbox.noteAttempt(ORG, 'evt_1', { atUs: 2_000_000, error: lost, nextAtUs: null });

      expect(ids(await opened.store.outbox.list(ORG, { limit: 10 }))).toEqual(['evt_2', 'evt_1']);
      expect(ids(await opened.store.outbox.list(ORG, { status: 'dead', limit: 10 }))).toEqual(['evt_1']);
      expect(ids(await opened.store.outbox.list(ORG, { limit: 1 }))).toEqual(['evt_2']);
    });
  });
}
