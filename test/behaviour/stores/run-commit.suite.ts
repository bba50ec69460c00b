import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StaleEpochError } from '../../../engine/runner/run-store.ts';
import { chainBreak } from '../../../engine/trace/chain.ts';
import { foldRun } from '../../../engine/trace/fold-run.ts';
import { TraceGapError } from '../../../engine/trace/trace-store.ts';
import { ANA, begin, nextBoundary, oneRowMore, parkOn, runId } from './a-run.ts';
import { ORG, type OpenedStore, type OpenStore } from './a-store.ts';
import { refHash } from '../../../engine/base/value-ref.ts';

export function runCommitSuite(name: string, open: OpenStore): void {
  describe(`Committing to ${name}`, () => {
    let opened: OpenedStore;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.leave());

    it('keeps rows in order, whole, and chained as they were sealed', async () => {
      const { runs, trace } = opened.store;
      let run = await begin(opened.store, 'a');
      for (let turn = 0; turn < 3; turn++) {
        const boundary = oneRowMore(run);
        await runs.commit(boundary.change());
        run = boundary.run;
      }

      const rows = await trace.rowsOf(ORG, run.runId);

      expect(rows.map(row => row.seq)).toEqual([1, 2, 3, 4, 5, 6]);
      expect(chainBreak(rows)).toBeNull();
      expect(foldRun(rows)).toEqual(run);
      expect((await trace.rowsOf(ORG, run.runId, 4)).map(row => row.seq)).toEqual([5, 6]);
      expect((await trace.rowsOf(ORG, run.runId, 1, 3)).map(row => row.seq)).toEqual([2, 3, 4]);
    });

    it('tells the same after a restart', async () => {
      const run = await begin(opened.store, 'a');
      const rows = await opened.store.trace.rowsOf(ORG, run.runId);
      const summary = await opened.store.runs.summary(ORG, run.runId);

      const store = await opened.reopen();

      expect(await store.trace.rowsOf(ORG, run.runId)).toEqual(rows);
      expect(await store.runs.summary(ORG, run.runId)).toEqual(summary);
      expect(await store.runs.unfinished(ORG)).toEqual([run.runId]);
    });

    it('says in a line how a run ended, and counts it among the unfinished no longer', async () => {
      const run = await begin(opened.store, 'a');
      const boundary = nextBoundary(run);
      const cause = { kind: 'operator', actor: ANA, reason: 'Wrong packet.' } as const;
      boundary.add('run.halted', null, { cause }, { actor: ANA });
      await opened.store.runs.commit(boundary.change());

      expect(await opened.store.runs.summary(ORG, run.runId)).toMatchObject({
        status: 'halted',
        cause: 'Stopped by user:ana: Wrong packet.',
        endedAtUs: boundary.run.endedAtUs,
      });
      expect(await opened.store.runs.unfinished(ORG)).toEqual([]);
    });

    it('keeps values by their hash, once', async () => {
      const run = await begin(opened.store, 'a');
      const boundary = oneRowMore(run);
      const long = boundary.refer('x'.repeat(5000));
      expect(boundary.refer('x'.repeat(5000))).toEqual(long);
      await opened.store.runs.commit(boundary.change());

      expect(await opened.store.runs.blob(ORG, refHash(long))).toBe(JSON.stringify('x'.repeat(5000)));
      expect(await opened.store.runs.blob(ORG, run.versionHash)).toBeNull();
    });

    it('refuses rows that leave one out', async () => {
      const run = await begin(opened.store, 'a');
      const skipped = oneRowMore(oneRowMore(run).run);

      await expect(opened.store.runs.commit(skipped.change())).rejects.toThrow(TraceGapError);
      await expectAsBefore(run.lastSeq);
    });

    it('refuses rows that were written already', async () => {
      const run = await begin(opened.store, 'a');
      const boundary = oneRowMore(run);
      await opened.store.runs.commit(boundary.change());

      await expect(opened.store.runs.commit(boundary.change())).rejects.toThrow(TraceGapError);
      await expectAsBefore(run.lastSeq + 1);
    });

    it('refuses rows with the right numbers on another past', async () => {
      const run = await begin(opened.store, 'a');
      await opened.store.runs.commit(oneRowMore(run).change());
      const otherPast = oneRowMore(oneRowMore(run).run);

      await expect(opened.store.runs.commit(otherPast.change())).rejects.toThrow(TraceGapError);
      await expectAsBefore(run.lastSeq + 1);
    });

    it('refuses rows of a run that it does not have', async () => {
      const run = await begin(opened.store, 'a');
      const change = oneRowMore({ ...run, runId: runId('nobody') }).change();

      await expect(opened.store.runs.commit(change)).rejects.toThrow(TraceGapError);
    });

    it('refuses an owner that lost the run to another', async () => {
      const run = await begin(opened.store, 'a');
      const epoch = await opened.store.runs.claim(ORG, run.runId);
      expect(epoch).toBe(run.epoch + 1);

      await expect(opened.store.runs.commit(oneRowMore(run).change())).rejects.toThrow(StaleEpochError);
      await expectAsBefore(run.lastSeq);
      await opened.store.runs.commit(oneRowMore(run, epoch).change());
    });

    it('rejects a bad change alone when others come in the same turn', async () => {
      const { runs, trace } = opened.store;
      const good = await begin(opened.store, 'good');
      const stale = await begin(opened.store, 'stale');
      const gapped = await begin(opened.store, 'gapped');
      await runs.claim(ORG, stale.runId);

      const outcomes = await Promise.allSettled([
        runs.commit(oneRowMore(stale).change()),
        runs.commit(oneRowMore(good).change()),
        runs.commit(oneRowMore(oneRowMore(gapped).run).change()),
        runs.commit(oneRowMore(oneRowMore(good).run).change()),
      ]);

      expect(outcomes.map(outcome => outcome.status)).toEqual(['rejected', 'fulfilled', 'rejected', 'rejected']);
      expect(await trace.rowsOf(ORG, good.runId)).toHaveLength(good.lastSeq + 1);
    });

    it('takes nothing of a change that fails half way, and all of those beside it', async () => {
      const { runs, trace } = opened.store;
      const [good, bad] = [await begin(opened.store, 'good'), await begin(opened.store, 'bad')];
      const parked = parkOn(good, 'one');
      await runs.commit(parked.change());
      const late = await begin(opened.store, 'late');
      const twice = parkOn(bad, 'one'); // the same wait again: the store notices only while it writes
      const value = twice.refer('y'.repeat(5000));

      const outcomes = await Promise.allSettled([
        runs.commit(oneRowMore(parked.run).change()),
        runs.commit(twice.change()),
        runs.commit(oneRowMore(late).change()),
      ]);

      expect(outcomes.map(outcome => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(await trace.rowsOf(ORG, bad.runId)).toHaveLength(bad.lastSeq);
      expect(await runs.blob(ORG, refHash(value))).toBeNull();
    });

    it('writes fifty runs that are ready together, each with its own rows', async () => {
      const { runs, trace } = opened.store;
      const started = await Promise.all(Array.from({ length: 50 }, (_, index) => begin(opened.store, `n${String(index)}`)));

      await Promise.all(started.map(run => runs.commit(oneRowMore(run).change())));

      for (const run of started) expect(await trace.rowsOf(ORG, run.runId)).toHaveLength(4);
    });

    async function expectAsBefore(lastSeq: number): Promise<void> {
      expect(await opened.store.runs.head(ORG, runId('a'))).toMatchObject({ lastSeq });
      expect(await opened.store.trace.rowsOf(ORG, runId('a'))).toHaveLength(lastSeq);
    }
  });
}
