import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TraceGapError } from '../../../engine/trace/trace-store.ts';
import { aNewRun, aPacket, FLOW, runId } from './a-run.ts';
import { ORG, type OpenedStore, type OpenStore } from './a-store.ts';

export function runCreationSuite(name: string, open: OpenStore): void {
  describe(`Creating a run in ${name}`, () => {
    let opened: OpenedStore;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.leave());

    it('keeps the run, its definition, its packet and its first row together', async () => {
      const { runs, flows, trace } = opened.store;
      const created = aNewRun('a');

      expect(await runs.create(created)).toEqual({ kind: 'created' });

      expect(await trace.rowsOf(ORG, runId('a'))).toEqual(created.rows);
      expect(await runs.summary(ORG, runId('a'))).toMatchObject({ status: 'pending', flowName: 'Review a draft', cause: null });
      expect(await runs.head(ORG, runId('a'))).toEqual({ lastSeq: 1, lastHash: created.run.lastHash });
      expect(await flows.definition(ORG, created.run.versionHash)).toEqual(FLOW);
      expect(await runs.packet(ORG, created.packet.hash)).toEqual(created.packet);
      expect(await runs.unfinished(ORG)).toEqual([runId('a')]);
    });

    it('gives the slices of a packet in the order of their names, and each by its hash', async () => {
      const packet = aPacket({ zebra: { stripes: 12 }, apple: 'red', mango: [1, null] });
      await opened.store.runs.create(aNewRun('a', { packet }));

      const stored = await opened.store.runs.packet(ORG, packet.hash);

      expect(stored?.slices.map(slice => slice.name)).toEqual(['apple', 'mango', 'zebra']);
      expect(stored).toEqual(packet);
      for (const slice of packet.slices) expect(await opened.store.runs.slice(ORG, slice.hash)).toEqual(slice);
    });

    it('starts one run for equal keys with equal content', async () => {
      const { runs } = opened.store;
      await runs.create(aNewRun('a', { startKey: 'order 7' }));

      expect(await runs.create(aNewRun('b', { startKey: 'order 7' }))).toEqual({ kind: 'existing', runId: runId('a') });

      expect(await runs.summary(ORG, runId('b'))).toBeNull();
    });

    it('starts one run even when both ask in the same turn', async () => {
      const { runs } = opened.store;

      const answers = await Promise.all([
        runs.create(aNewRun('a', { startKey: 'order 7' })),
        runs.create(aNewRun('b', { startKey: 'order 7' })),
      ]);

      expect(answers).toEqual([{ kind: 'created' }, { kind: 'existing', runId: runId('a') }]);
    });

    it.each([
      ['packet', { packet: aPacket({ transcript: 'Ben: hello.' }) }],
      ['flow', { flow: { ...FLOW, name: 'Another' } }],
    ])('refuses a known key with another %s', async (_what, other) => {
      const { runs } = opened.store;
      await runs.create(aNewRun('a', { startKey: 'order 7' }));

      expect(await runs.create(aNewRun('b', { startKey: 'order 7', ...other }))).toEqual({ kind: 'conflict' });

      expect(await runs.unfinished(ORG)).toEqual([runId('a')]);
    });

    it('starts as many runs as asked for without a key', async () => {
      const { runs } = opened.store;
      for (const name of ['a', 'b', 'c']) await runs.create(aNewRun(name));

      expect(await runs.unfinished(ORG)).toEqual(['a', 'b', 'c'].map(runId));
      expect((await runs.summaries(ORG, { limit: 2 })).map(summary => summary.runId)).toEqual([runId('c'), runId('b')]);
    });

    it('refuses a run whose rows do not begin at 1, and keeps nothing of it', async () => {
      const { runs } = opened.store;
      const { rows, ...rest } = aNewRun('a');

      await expect(runs.create({ ...rest, rows: rows.map(row => ({ ...row, seq: 2 })) })).rejects.toThrow(TraceGapError);

      expect(await runs.summary(ORG, runId('a'))).toBeNull();
      expect(await runs.packet(ORG, rest.packet.hash)).toBeNull();
    });
  });
}
