import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashText } from '../../../engine/base/hash.ts';
import { CHECKPOINT_FORMAT, type Checkpoint, type RunHead } from '../../../engine/trace/checkpoint.ts';
import { begin, oneRowMore } from './a-run.ts';
import { ORG, OTHER_ORG, type OpenedStore, type OpenStore } from './a-store.ts';

const HASH = hashText('atelier/checkpoint/v1', 'root');
const checkpoint = (number: number, orgId = ORG): Checkpoint => ({
  body: {
    format: CHECKPOINT_FORMAT,
    orgId,
    number,
    atUs: 1000 + number,
    runCount: 2,
    rowCount: 6,
    root: HASH,
    previous: number === 1 ? null : HASH,
    keyFingerprint: HASH,
  },
  publicKey: 'a key',
  signature: 'a signature',
});
const runsOf = (heads: readonly RunHead[]): string[] => heads.map(([runId, lastSeq]) => `${runId} ${String(lastSeq)}`);

export function checkpointsSuite(name: string, open: OpenStore): void {
  describe(`Checkpoints in ${name}`, () => {
    let opened: OpenedStore;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.leave());

    it('has none at first, and no head of any run', async () => {
      const { checkpoints } = opened.store;
      expect(await checkpoints.latest(ORG)).toBeNull();
      expect(await checkpoints.heads(ORG)).toEqual({ all: [], changed: [] });
      expect(await checkpoints.runsSince(ORG, 0, 10)).toBe(0);
    });

    it('keeps checkpoints in order, over a restart', async () => {
      for (const number of [1, 2]) await opened.store.checkpoints.add(checkpoint(number), []);
      const { checkpoints } = await opened.reopen();
      expect(await checkpoints.all(ORG)).toEqual([checkpoint(1), checkpoint(2)]);
      expect(await checkpoints.latest(ORG)).toEqual(checkpoint(2));
    });

    it('tells which runs changed since the one before, and how all stood at each', async () => {
      const { checkpoints, runs } = opened.store;
      const first = await begin(opened.store, 'a');
      await begin(opened.store, 'b');
      const before = await checkpoints.heads(ORG);
      expect(runsOf(before.all)).toEqual(['run_a 3', 'run_b 3']);
      expect(before.changed).toEqual(before.all);
      await checkpoints.add(checkpoint(1), before.changed);
      expect((await checkpoints.heads(ORG)).changed).toEqual([]);

      await runs.commit(oneRowMore(first).change());
      await begin(opened.store, 'c');
      const after = await checkpoints.heads(ORG);
      expect(runsOf(after.changed)).toEqual(['run_a 4', 'run_c 3']);
      await checkpoints.add(checkpoint(2), after.changed);

      expect(await checkpoints.headsAt(ORG, 1)).toEqual(before.all);
      expect(await checkpoints.headsAt(ORG, 2)).toEqual(after.all);
    });

    it('refuses a number that is taken, and writes none of its heads then', async () => {
      const { checkpoints } = opened.store;
      await begin(opened.store, 'a');
      await checkpoints.add(checkpoint(1), []);
      const { changed } = await checkpoints.heads(ORG);
      await expect(checkpoints.add(checkpoint(1), changed)).rejects.toThrow();
      expect((await checkpoints.heads(ORG)).changed).toEqual(changed);
    });

    it('counts runs that were made after a moment, up to a limit', async () => {
      const { checkpoints } = opened.store;
      const first = await begin(opened.store, 'a');
      for (const run of ['b', 'c', 'd']) await begin(opened.store, run);
      expect(await checkpoints.runsSince(ORG, first.createdAtUs, 10)).toBe(3);
      expect(await checkpoints.runsSince(ORG, first.createdAtUs, 2)).toBe(2);
    });

    it('shows an org nothing of another', async () => {
      const { checkpoints } = opened.store;
      await begin(opened.store, 'a', { orgId: OTHER_ORG });
      await checkpoints.add(checkpoint(1, OTHER_ORG), (await checkpoints.heads(OTHER_ORG)).changed);
      expect(await checkpoints.all(ORG)).toEqual([]);
      expect(await checkpoints.heads(ORG)).toEqual({ all: [], changed: [] });
      expect(await checkpoints.headsAt(ORG, 1)).toEqual([]);
      expect(await checkpoints.runsSince(ORG, 0, 10)).toBe(0);
    });
  });
}
