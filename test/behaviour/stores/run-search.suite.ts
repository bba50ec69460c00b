import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FlowId, WaitId } from '../../../engine/base/ids.ts';
import type { RunFilter, RunPlace } from '../../../engine/trace/run-filter.ts';
import { aNewRun, ANA, aPacket, begin, DRAFT, endWait, FLOW_ID, parkOn, runId } from './a-run.ts';
import { ORG, OTHER_ORG, type OpenedStore, type OpenStore } from './a-store.ts';

const OTHER_FLOW = FlowId.parse('anotherflow');

export function runSearchSuite(name: string, open: OpenStore): void {
  describe(`Looking through the runs in ${name}`, () => {
    let opened: OpenedStore;
    const packet = aPacket({ transcript: 'Ana: something else.' });

    beforeAll(async () => {
      opened = await open();
      const { runs } = opened.store;
      for (const each of ['a', 'b', 'c']) await runs.create(aNewRun(each));
      await runs.create(aNewRun('otherflow', { flowId: OTHER_FLOW }));
      await runs.create(aNewRun('otherpacket', { packet }));
      await runs.create(aNewRun('theirs', { orgId: OTHER_ORG }));
      const parked = parkOn(await begin(opened.store, 'waits'), 'open');
      await runs.commit(parked.change());
      const asked = parkOn(await begin(opened.store, 'answered'), 'over');
      await runs.commit(asked.change());
      const answered = endWait(asked.run, 'resolved');
      const waitId = WaitId.parse('wait_over');
      answered.add('human.resolved', DRAFT, { waitId, comment: null, answer: answered.refer({}) }, { actor: ANA, humanOutcome: 'reject' });
      await runs.commit(answered.change());
    });
    afterAll(() => opened.leave());

    /** All pages, so many runs each. */
    async function found(filter: RunFilter, limit = 100): Promise<string[]> {
      const ids: string[] = [];
      let before: RunPlace | null = null;
      do {
        const page = await opened.store.runs.search(ORG, { filter, before, limit });
        ids.push(...page.runs.map(each => each.runId.replace('run_', '')));
        before = page.next;
      } while (before !== null);
      return ids;
    }

    it('gives all runs of the org, newest first, whatever the size of a page', async () => {
      const all = await found({});

      expect(all).toEqual(['answered', 'waits', 'otherpacket', 'otherflow', 'c', 'b', 'a']);
      for (const limit of [1, 2, 3]) expect(await found({}, limit)).toEqual(all);
    });

    it('goes on where a page ended, though newer runs were started meanwhile', async () => {
      const first = await opened.store.runs.search(ORG, { filter: { flowId: FLOW_ID }, before: null, limit: 2 });
      const next = await opened.store.runs.search(ORG, { filter: { flowId: FLOW_ID }, before: first.next, limit: 2 });

      expect([...first.runs, ...next.runs].map(each => each.runId)).toEqual(['answered', 'waits', 'otherpacket', 'c'].map(runId));
    });

    it('finds by flow, version, state, packet, time, cost and answer, and by several at once', async () => {
      const [oldest] = (await opened.store.runs.search(ORG, { filter: {}, before: null, limit: 100 })).runs.slice(-1);
      const createdAtUs = oldest?.createdAtUs ?? 0;

      expect(await found({ flowId: OTHER_FLOW })).toEqual(['otherflow']);
      expect(await found({ versionNo: 1 })).toEqual([]);
      expect(await found({ versionNo: null, statuses: ['waiting'] })).toEqual(['waits']);
      expect(await found({ statuses: ['waiting', 'succeeded'] })).toEqual(['waits']);
      expect(await found({ packet: packet.hash.slice('sha256:'.length, 'sha256:'.length + 8) })).toEqual(['otherpacket']);
      expect(await found({ untilUs: createdAtUs + 1 })).toEqual(['a']);
      expect(await found({ sinceUs: createdAtUs, statuses: ['pending'], flowId: FLOW_ID })).toEqual(['otherpacket', 'c', 'b', 'a']);
      expect(await found({ leastMicroUsd: 1 })).toEqual([]);
      expect(await found({ mostMicroUsd: 0, flowId: OTHER_FLOW })).toEqual(['otherflow']);
      expect(await found({ answered: 'reject' })).toEqual(['answered']);
      expect(await found({ answered: 'approve' })).toEqual([]);
    });

    it('leaves out runs of drafts that ended before an instant, and none that goes on', async () => {
      expect(await found({ draftsSinceUs: Number.MAX_SAFE_INTEGER })).toHaveLength(7);
    });

    it('knows which answers people gave', async () => {
      expect(await opened.store.runs.outcomes(ORG)).toEqual(['reject']);
      expect(await opened.store.runs.outcomes(OTHER_ORG)).toEqual([]);
    });

    it('finds a wait by its id, open or over', async () => {
      const { runs } = opened.store;

      expect((await runs.wait(ORG, WaitId.parse('wait_open')))?.runId).toBe(runId('waits'));
      expect((await runs.wait(ORG, WaitId.parse('wait_over')))?.runId).toBe(runId('answered'));
      expect(await runs.wait(ORG, WaitId.parse('wait_never'))).toBeNull();
      expect(await runs.wait(OTHER_ORG, WaitId.parse('wait_open'))).toBeNull();
    });
  });
}
