import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WaitId } from '../../../engine/base/ids.ts';
import { ANA, aNewRun, begin, FLOW, FLOW_ID, parkOn } from './a-run.ts';
import { ORG, OTHER_ORG, type OpenedStore, type OpenStore } from './a-store.ts';
import { refHash } from '../../../engine/base/value-ref.ts';

export function isolationSuite(name: string, open: OpenStore): void {
  describe(`Orgs in ${name}`, () => {
    let opened: OpenedStore;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.leave());

    it('shows an org nothing of another', async () => {
      const { runs, flows, trace, ledger, events } = opened.store;
      const run = await begin(opened.store, 'a');
      const parked = parkOn(run, 'one');
      const value = parked.refer('x'.repeat(5000));
      await runs.commit(parked.change());
      await flows.create(ORG, FLOW_ID, FLOW, 10);
      await flows.publish(ORG, FLOW_ID, FLOW, ANA, 'First', 10);
      const event = { v: 1, event_id: 'e', product: 'p', event_type: 't', occurred_at: '2027-03-01T09:00:00Z', payload: {} } as const;
      await events.receive({ ...event, org_id: ORG, idempotency_key: 'k' }, 10);
      const packet = await runs.packet(ORG, run.packetHash);

      expect(await trace.rowsOf(OTHER_ORG, run.runId)).toEqual([]);
      expect(await runs.summary(OTHER_ORG, run.runId)).toBeNull();
      expect(await runs.head(OTHER_ORG, run.runId)).toBeNull();
      expect(await runs.summaries(OTHER_ORG, { limit: 10 })).toEqual([]);
      expect(await runs.unfinished(OTHER_ORG)).toEqual([]);
      expect(await runs.openWaits(OTHER_ORG)).toEqual([]);
      expect(await runs.openWait(OTHER_ORG, WaitId.parse('wait_one'))).toBeNull();
      expect(await runs.blob(OTHER_ORG, refHash(value))).toBeNull();
      expect(await runs.packet(OTHER_ORG, run.packetHash)).toBeNull();
      for (const slice of packet?.slices ?? []) expect(await runs.slice(OTHER_ORG, slice.hash)).toBeNull();
      expect(await flows.drafts(OTHER_ORG)).toEqual([]);
      expect(await flows.draft(OTHER_ORG, FLOW_ID)).toBeNull();
      expect(await flows.versions(OTHER_ORG, FLOW_ID)).toEqual([]);
      expect(await flows.definition(OTHER_ORG, run.versionHash)).toBeNull();
      expect(await ledger.rows(OTHER_ORG, null)).toEqual([]);
      expect(await events.unconsumed(OTHER_ORG, run.runId, 't', 0)).toEqual([]);
    });

    it('lets two orgs use the same names without meeting', async () => {
      const { runs, flows, events, trace } = opened.store;
      const [mine, theirs] = [aNewRun('a', { startKey: 'order 7' }), aNewRun('a', { startKey: 'order 7', orgId: OTHER_ORG })];

      expect(await runs.create(mine)).toEqual({ kind: 'created' });
      expect(await runs.create(theirs)).toEqual({ kind: 'created' });
      expect(await flows.create(ORG, FLOW_ID, FLOW, 10)).toMatchObject({ ok: true });
      expect(await flows.create(OTHER_ORG, FLOW_ID, FLOW, 10)).toMatchObject({ ok: true });
      const event = { v: 1, event_id: 'e', product: 'p', event_type: 't', occurred_at: '2027-03-01T09:00:00Z', payload: {} } as const;
      expect(await events.receive({ ...event, org_id: ORG, idempotency_key: 'k' }, 10)).toBe('new');
      expect(await events.receive({ ...event, org_id: OTHER_ORG, idempotency_key: 'k' }, 10)).toBe('new');

      expect(await trace.rowsOf(ORG, mine.run.runId)).toEqual(mine.rows);
      expect(await trace.rowsOf(OTHER_ORG, theirs.run.runId)).toEqual(theirs.rows);
    });

    it('cannot take over a run, end a wait or take an event of another org', async () => {
      const { runs } = opened.store;
      const run = await begin(opened.store, 'a');

      await expect(runs.claim(OTHER_ORG, run.runId)).rejects.toThrow();
      await expect(runs.commit(parkOn({ ...run, orgId: OTHER_ORG }, 'one').change())).rejects.toThrow();

      expect(await runs.head(ORG, run.runId)).toMatchObject({ lastSeq: run.lastSeq });
    });
  });
}
