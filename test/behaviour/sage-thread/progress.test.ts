import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { JsonObject } from '../../../engine/base/json.ts';
import { watchProgress } from '../../../engine/host/watch-progress.ts';
import { PacketDocument, sliceText } from '../../../engine/packet/packet.ts';
import { HEAVY_CHARS } from '../../../engine/sage-thread/in-threads.ts';
import { openTestWorkspace, startRun } from '../../test-workspace.ts';

const SHIPPED = 'resources/packets/session-maya-week-6.packet.json';
const slices: JsonObject = PacketDocument.parse(JSON.parse(readFileSync(SHIPPED, 'utf8'))).slices;
const JOURNAL = sliceText(slices['journal'] ?? null);

const FLOW = {
  format: 'atelier-flow/1',
  name: 'Long journal',
  packet: { slices: { journal: { schema: { type: 'string' } } } },
  start: 'notes',
  steps: [{ id: 'notes', kind: 'sage_skill', config: { skill: 'draft_journal_notes', input: { journal: '{{ packet.journal }}' } } }],
};

it('a run on a large packet tells whoever watches how far it has come, and the telling ends with the run', async () => {
  const { workspace, leave } = await openTestWorkspace();
  const journal = `${JOURNAL}\n\n`.repeat(Math.ceil((1.2 * HEAVY_CHARS) / JOURNAL.length));
  const runId = await startRun(workspace, FLOW, { journal });
  const told: { stepId: string; share: number }[] = [];
  for await (const progress of watchProgress(workspace, runId, new AbortController().signal)) told.push(progress);

  expect(told.length).toBeGreaterThan(0);
  expect(told.every(({ stepId, share }) => stepId === 'notes' && share > 0 && share < 1)).toBe(true);
  expect((await workspace.runner.settled(runId))?.state.status).toBe('succeeded');
  const late: unknown[] = [];
  for await (const progress of watchProgress(workspace, runId, new AbortController().signal)) late.push(progress);
  expect(late).toEqual([]);
  await leave();
});
