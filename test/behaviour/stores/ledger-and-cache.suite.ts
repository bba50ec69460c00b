import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashOf, type Hash } from '../../../engine/base/hash.ts';
import { SliceName, StepId } from '../../../engine/base/ids.ts';
import { referTo, refHash } from '../../../engine/base/value-ref.ts';
import type { CacheEntry } from '../../../engine/cache/stage-cache.ts';
import type { LedgerRow } from '../../../engine/ledger/ledger-row.ts';
import type { Run } from '../../../engine/trace/run.ts';
import { ANA, begin, DRAFT, FLOW_ID, nextBoundary } from './a-run.ts';
import { ORG, OTHER_ORG, type OpenedStore, type OpenStore } from './a-store.ts';

const key = (name: string): Hash => hashOf('atelier/stage/v1', name);
const STEP = StepId.parse('draft');

/** The change in which a run's first step paid for an answer: a ledger row and a cache entry. */
function paid(run: Run, stageKey: Hash, answer: string): { run: Run; change: ReturnType<ReturnType<typeof nextBoundary>['change']> } {
  const boundary = nextBoundary(run);
  const traceSeq = boundary.add('ledger.recorded', DRAFT, { stage: 'main', cache: 'miss', costMicroUsd: 120 });
  const atUs = run.createdAtUs + traceSeq;
  boundary.record(ledgerRow(run, traceSeq, atUs, stageKey));
  const { ref, blob } = referTo(answer);
  if (blob !== null) boundary.refer(answer);
  const from = { runId: run.runId, stepId: STEP, atUs };
  const entry: CacheEntry = {
    ...{ orgId: run.orgId, stageKey, preimage: { stage: 'main', inputs: [['intake', 'x']] }, answer: ref, from },
    ...{ costMicroUsd: 120, inputTokens: 30, outputTokens: 4 },
  };
  boundary.keep(entry);
  return { run: boundary.run, change: boundary.change() };
}

function ledgerRow(run: Run, traceSeq: number, atUs: number, inputHash: Hash): LedgerRow {
  return {
    ...{ orgId: run.orgId, runId: run.runId, stepId: STEP, visit: 1, attempt: 1, stage: 'main', traceSeq, atUs, skill: 'draft_proposal' },
    ...{
      packetHash: run.packetHash,
      inputHash,
      slices: { [SliceName.parse('transcript')]: run.packetHash },
      promptHash: null,
      memoryHash: null,
    },
    ...{ provider: 'local', modelClass: 'small', requestModel: 'extract', responseModel: null, params: { temperature: 0.2, stop: ['.'] } },
    ...{ finishReason: 'stop', inputTokens: 30, outputTokens: 4, cacheReadTokens: 0, reasoningTokens: 0, costMicroUsd: 120 },
    ...{ priceTableHash: null, avoidedMicroUsd: 0, outputHash: null, status: 'ok', errorClass: null, latencyUs: 900 },
    ...{ cache: 'miss', cachedFrom: null, claimsTotal: 3, claimsGrounded: 2, claimsContested: null, citations: 2, bypassReason: null },
    // Counted where there is something to count.
    ...(traceSeq === 5 && { missedAnswers: 2 }),
  };
}

export function ledgerAndCacheSuite(name: string, open: OpenStore): void {
  describe(`Ledger and cache in ${name}`, () => {
    let opened: OpenedStore;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.leave());

    async function pay(runName: string, stageKey: Hash, answer: string): Promise<Run> {
      const { run, change } = paid(await begin(opened.store, runName), stageKey, answer);
      await opened.store.runs.commit(change);
      return run;
    }

    it('gives ledger rows back as they were written, of one run and of all, the newest of many', async () => {
      const { ledger, runs } = opened.store;
      const [a, b] = [await pay('a', key('a'), 'yes'), await pay('b', key('b'), 'no')];
      const more = paid(a, key('c'), 'maybe');
      await runs.commit(more.change);

      expect(await ledger.rows(ORG, a.runId)).toEqual([
        ledgerRow(a, 4, a.createdAtUs + 4, key('a')),
        ledgerRow(a, 5, a.createdAtUs + 5, key('c')),
      ]);
      expect((await ledger.rows(ORG, null)).map(row => row.runId)).toEqual([a.runId, b.runId, a.runId]);
      expect((await ledger.rows(ORG, null, 2)).map(row => row.runId)).toEqual([b.runId, a.runId]);
    });

    it('adds up what a run cost in its line', async () => {
      const run = await pay('a', key('a'), 'yes');

      expect(await opened.store.runs.summary(ORG, run.runId)).toMatchObject({ costMicroUsd: 120 });
    });

    it('finds the answer of a stage by its key, over a restart too', async () => {
      const run = await pay('a', key('a'), 'yes');

      const { cache } = await opened.reopen();

      expect(await cache.find(ORG, key('a'))).toEqual({
        ...{ orgId: ORG, stageKey: key('a'), preimage: { stage: 'main', inputs: [['intake', 'x']] }, answer: referTo('yes').ref },
        ...{ from: { runId: run.runId, stepId: STEP, atUs: run.createdAtUs + 4 }, costMicroUsd: 120, inputTokens: 30, outputTokens: 4 },
      });
      expect(await cache.find(ORG, key('b'))).toBeNull();
    });

    it('refers to a large answer, whose text is a blob', async () => {
      const long = 'z'.repeat(10_000);
      await pay('a', key('a'), long);

      const entry = await opened.store.cache.find(ORG, key('a'));

      expect(entry?.answer).toEqual(referTo(long).ref);
      expect(await opened.store.runs.blob(ORG, refHash(referTo(long).ref))).toBe(JSON.stringify(long));
    });

    it('keeps the first answer of equal keys: it is the one that others were served', async () => {
      const first = await pay('a', key('a'), 'yes');
      await pay('b', key('a'), 'no');

      expect((await opened.store.cache.find(ORG, key('a')))?.from.runId).toBe(first.runId);
    });

    it('finds the newest answers that a step of a flow left', async () => {
      const older = await pay('a', key('a'), 'yes');
      const newest = await pay('b', key('b'), 'no');

      const { cache } = opened.store;
      expect((await cache.recentOf(ORG, FLOW_ID, STEP, 1)).map(({ from }) => from.runId)).toEqual([newest.runId]);
      expect((await cache.recentOf(ORG, FLOW_ID, STEP, 9)).map(({ from }) => from.runId)).toEqual([newest.runId, older.runId]);
      expect(await cache.recentOf(ORG, 'another-flow', STEP, 9)).toEqual([]);
      expect(await cache.recentOf(ORG, FLOW_ID, 'another_step', 9)).toEqual([]);
    });

    it('serves a distrusted answer no more, says by whom and why, and keeps the next one as a further generation', async () => {
      const first = await pay('a', key('a'), 'yes');
      const { cache } = opened.store;
      expect(await cache.tombstone(ORG, key('a'))).toBeNull();

      const ended = await cache.distrust(ORG, key('a'), { by: ANA, reason: 'Made things up.', atUs: 77 });

      expect(ended?.from.runId).toBe(first.runId);
      expect(await cache.find(ORG, key('a'))).toBeNull();
      expect(await cache.tombstone(ORG, key('a'))).toEqual({ by: ANA, reason: 'Made things up.', atUs: 77, from: ended?.from });
      expect(await cache.preimageOf(ORG, key('a'))).toEqual(ended?.preimage);
      expect(await cache.recentOf(ORG, FLOW_ID, STEP, 9)).toHaveLength(1);
      expect(await cache.distrust(ORG, key('a'), { by: ANA, reason: 'Again.', atUs: 78 })).toBeNull();

      const second = await pay('b', key('a'), 'no');
      expect((await cache.find(ORG, key('a')))?.from.runId).toBe(second.runId);
      expect(await cache.tombstone(ORG, key('a'))).toBeNull();
    });

    it('tells of no entry of another org, and lets nobody distrust one', async () => {
      await pay('a', key('a'), 'yes');
      const { cache } = opened.store;

      expect(await cache.find(OTHER_ORG, key('a'))).toBeNull();
      expect(await cache.preimageOf(OTHER_ORG, key('a'))).toBeNull();
      expect(await cache.recentOf(OTHER_ORG, FLOW_ID, STEP, 9)).toEqual([]);
      expect(await cache.kindredOf(OTHER_ORG, 'draft_proposal', null, 9)).toEqual([]);
      expect(await cache.distrust(OTHER_ORG, key('a'), { by: ANA, reason: 'No.', atUs: 1 })).toBeNull();
      expect(await cache.find(ORG, key('a'))).not.toBeNull();
    });

    it('finds what was kept of a skill under a prompt, as long as it is trusted', async () => {
      const preimage = (promptHash: Hash) => ({ stage: { id: 'draft_proposal' }, prompt_hash: promptHash, inputs: [] });
      const { run, change } = paid(await begin(opened.store, 'a'), key('a'), 'yes');
      await opened.store.runs.commit({ ...change, cache: change.cache.map(entry => ({ ...entry, preimage: preimage(key('prompt')) })) });
      const { cache } = opened.store;

      expect(await cache.kindredOf(ORG, 'draft_proposal', key('prompt'), 9)).toEqual([preimage(key('prompt'))]);
      expect(await cache.kindredOf(ORG, 'draft_proposal', key('other'), 9)).toEqual([]);
      expect(await cache.kindredOf(ORG, 'another_skill', key('prompt'), 9)).toEqual([]);
      await cache.distrust(run.orgId, key('a'), { by: ANA, reason: 'No.', atUs: 1 });
      expect(await cache.kindredOf(ORG, 'draft_proposal', key('prompt'), 9)).toEqual([]);
    });

    it('tells what the calls of a skill took, newest first, and nothing of what was served or failed', async () => {
      const run = await pay('a', key('a'), 'yes');
      const call = { inputTokens: 30, outputTokens: 4, cacheReadTokens: 0, costMicroUsd: 120 };
      const of = { skill: 'draft_proposal', provider: 'local', requestModel: 'extract' };
      const more = paid(run, key('b'), 'maybe').change;
      const rows = (changed: Partial<LedgerRow>) => ({ ...more, ledger: more.ledger.map(row => ({ ...row, ...changed })) });
      await opened.store.runs.commit(rows({ costMicroUsd: 7 }));

      expect(await opened.store.ledger.callsOf(ORG, of, 9)).toEqual([{ ...call, costMicroUsd: 7 }, call]);
      expect(await opened.store.ledger.callsOf(ORG, of, 1)).toEqual([{ ...call, costMicroUsd: 7 }]);
      expect(await opened.store.ledger.callsOf(ORG, { ...of, requestModel: 'other' }, 9)).toEqual([]);
      expect(await opened.store.ledger.callsOf(ORG, { skill: of.skill }, 9)).toEqual([{ ...call, costMicroUsd: 7 }, call]);
      expect(await opened.store.ledger.callsOf(OTHER_ORG, of, 9)).toEqual([]);
      expect(await opened.store.ledger.callsOf(OTHER_ORG, { skill: of.skill }, 9)).toEqual([]);
    });

    it('sums what rows cost, of a run or of all, from an instant on and before another', async () => {
      const first = await pay('a', key('a'), 'yes');
      const second = await pay('b', key('b'), 'no');
      const [row] = await opened.store.ledger.rows(ORG, first.runId);
      const atUs = row?.atUs ?? 0;
      const spent = (runId: typeof first.runId | null, fromUs: number, beforeUs: number) =>
        opened.store.ledger.spentMicroUsd(ORG, { runId, fromUs, beforeUs });
      const both = (await opened.store.ledger.rows(ORG, null)).reduce((sum, each) => sum + each.costMicroUsd, 0);

      expect(both).toBeGreaterThan(0);
      expect(await spent(null, 0, Number.MAX_SAFE_INTEGER)).toBe(both);
      expect((await spent(first.runId, 0, Number.MAX_SAFE_INTEGER)) + (await spent(second.runId, 0, Number.MAX_SAFE_INTEGER))).toBe(both);
      expect(await spent(first.runId, atUs, atUs + 1)).toBe(row?.costMicroUsd);
      expect(await spent(first.runId, 0, atUs)).toBe(0);
      expect(await spent(first.runId, atUs + 1, Number.MAX_SAFE_INTEGER)).toBe(0);
      expect(await opened.store.ledger.spentMicroUsd(OTHER_ORG, { runId: null, fromUs: 0, beforeUs: Number.MAX_SAFE_INTEGER })).toBe(0);
    });

    it.each([{ cache: 'hit' }, { cache: 'coalesced' }, { status: 'failed' }] as const)(
      'does not count a row that says %o as a call',
      async changed => {
        const { change } = paid(await begin(opened.store, 'a'), key('a'), 'yes');
        await opened.store.runs.commit({ ...change, ledger: change.ledger.map(row => ({ ...row, ...changed })) });

        expect(await opened.store.ledger.callsOf(ORG, { skill: 'draft_proposal', provider: 'local', requestModel: 'extract' }, 9)).toEqual(
          [],
        );
      },
    );

    it('keeps neither ledger row nor entry of a change that is refused', async () => {
      const run = await begin(opened.store, 'a');
      await opened.store.runs.claim(ORG, run.runId);

      await expect(opened.store.runs.commit(paid(run, key('a'), 'yes').change)).rejects.toThrow();

      expect(await opened.store.ledger.rows(ORG, null)).toEqual([]);
      expect(await opened.store.cache.find(ORG, key('a'))).toBeNull();
    });
  });
}
