import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Actor, FlowId, RunId } from '../../../engine/base/ids.ts';
import type { BusEvent } from '../../../engine/bus/event.ts';
import type { TriggerRow } from '../../../engine/triggers/trigger-store.ts';
import { ORG, OTHER_ORG, type OpenedStore, type OpenStore } from './a-store.ts';

const FLOW = FlowId.parse('billing');
const OTHER_FLOW = FlowId.parse('greeting');
const RUN = RunId.parse('run_a');

const ROW: TriggerRow = {
  flowId: FLOW,
  armedFor: 'schedule 0 9 * * 1 in Europe/Paris',
  sinceUs: 1_000,
  nextAtUs: 1_803_884_400_000_000,
  paused: null,
  lastStart: null,
  problem: null,
};

const anEvent = (key: string): BusEvent => ({
  v: 1,
  event_id: `evt_${key}`,
  product: 'catalyst',
  event_type: 'purchase.confirmed',
  org_id: ORG,
  idempotency_key: key,
  occurred_at: '2027-03-01T09:00:00Z',
  payload: {},
});

export function triggersSuite(name: string, open: OpenStore): void {
  describe(`Triggers in ${name}`, () => {
    let opened: OpenedStore;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.leave());

    it('keeps one row a flow, over a restart, and none of another org', async () => {
      await opened.store.triggers.put(ORG, { ...ROW, nextAtUs: null });
      await opened.store.triggers.put(ORG, ROW);

      const { triggers } = await opened.reopen();

      expect(await triggers.row(ORG, FLOW)).toEqual(ROW);
      expect(await triggers.row(ORG, OTHER_FLOW)).toBeNull();
      expect(await triggers.row(OTHER_ORG, FLOW)).toBeNull();
    });

    it('keeps who paused it, what it started and what was wrong', async () => {
      const { triggers } = opened.store;
      const row: TriggerRow = {
        ...ROW,
        nextAtUs: null,
        paused: { atUs: 5, by: Actor.parse('user:ana') },
        lastStart: { atUs: 6, runId: RUN },
        problem: { atUs: 7, sentence: 'There is no packet “monday” in the workspace.' },
      };
      await triggers.put(ORG, row);

      expect(await triggers.row(ORG, FLOW)).toEqual(row);
    });

    it('gives the events that a flow has not looked at, oldest first, and each flow its own', async () => {
      const { triggers, events } = opened.store;
      for (const [index, key] of ['a', 'b', 'c'].entries()) await events.receive(anEvent(key), 10 + index);
      const keys = async (flowId: FlowId, sinceUs = 0): Promise<string[]> =>
        (await triggers.unseen(ORG, flowId, 'purchase.confirmed', sinceUs)).map(event => event.idempotency_key);
      expect(await keys(FLOW)).toEqual(['a', 'b', 'c']);
      expect(await keys(FLOW, 11)).toEqual(['b', 'c']);

      await triggers.seen(ORG, FLOW, anEvent('a'), { outcome: 'unmatched', sentence: 'No.' }, 20);
      await triggers.seen(ORG, FLOW, anEvent('b'), { outcome: 'started', runId: RUN }, 21);
      await triggers.seen(ORG, FLOW, anEvent('b'), { outcome: 'refused', sentence: 'Again.' }, 22);

      expect(await keys(FLOW)).toEqual(['c']);
      expect(await keys(OTHER_FLOW)).toEqual(['a', 'b', 'c']);
      expect(await triggers.unseen(ORG, FLOW, 'purchase.refused', 0)).toEqual([]);
      expect(await triggers.unseen(OTHER_ORG, OTHER_FLOW, 'purchase.confirmed', 0)).toEqual([]);
    });
  });
}
