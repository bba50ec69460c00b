import { describe, expect, it } from 'vitest';
import { openTestWorkspace, startRun } from '../../test-workspace.ts';
import { verifyFolder } from './a-history.ts';

const STEPS = 8;
const FLOW = {
  format: 'atelier-flow/1',
  name: 'Share often',
  packet: { slices: { text: { schema: { type: 'string' } } } },
  start: 's1',
  steps: Array.from({ length: STEPS }, (_, index) => ({
    id: `s${String(index + 1)}`,
    kind: 'product_action',
    config: { product: 'janice', action: 'share_artefact', payload: { to: 'Ana', title: 'Notes', markdown: '{{ packet.text }}' } },
    ...(index + 1 < STEPS ? { next: `s${String(index + 2)}` } : {}),
  })),
};

describe('verify beside an owner at work', () => {
  it('takes no run under way, and none that began meanwhile, for a forged one', async () => {
    const { workspace, folder, leave } = await openTestWorkspace();
    const over = new AbortController();
    const work = (async () => {
      // Each with a slice and large values of its own, so that values, too, come while others are being checked.
      for (let turn = 0; !over.signal.aborted; turn++) {
        const runs = await Promise.all(
          [0, 1, 2].map(lane => startRun(workspace, FLOW, { text: `evidence ${String(turn)} ${String(lane)} `.repeat(200) })),
        );
        await Promise.all(runs.map(runId => workspace.runner.settled(runId)));
      }
    })();

    for (let round = 0; round < 6; round++) {
      const { breaks } = await verifyFolder(folder);
      expect(breaks).toEqual([]);
      await workspace.checkpoints.take();
    }
    over.abort();
    await work;

    const report = await workspace.verify();
    expect(report).toMatchObject({ ok: true, checkpoints: 12 });
    expect(report.runs).toBeGreaterThan(5);
    await leave();
  });
});
