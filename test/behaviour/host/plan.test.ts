import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDefinedError, safe } from '@orpc/client';
import { describe, expect, it, vi } from 'vitest';
import { FlowId, SliceName, StepId, type PacketId, type RunId } from '../../../engine/base/ids.ts';
import { WireBench, WIRES } from './wire-bench.ts';

/** One stage of Sage's over one slice, and then a person. */
const FLOW = JSON.stringify({
  format: 'atelier-flow/1',
  name: 'Score and ask',
  packet: { slices: { intake: { schema: { type: 'string', minLength: 1 } } } },
  start: 'notes',
  steps: [
    {
      id: 'notes',
      kind: 'sage_skill',
      title: 'Read the intake',
      config: { skill: 'read_intake', input: { intake: '{{ packet.intake }}' } },
      next: 'ask',
    },
    { id: 'ask', kind: 'human_task', config: { assignee: 'role:partner', description: 'Go on?' } },
  ],
});

const SKILL = `---
name: read_intake
description: Reads the intake.
input: { type: object, properties: { intake: { type: string } }, required: [intake] }
output: { type: object, properties: { summary: { type: string } }, required: [summary] }
---
Sum up {{ input.intake }}`;

describe.each(WIRES)('The plan over %s', (_name, openWire) => {
  const on = new WireBench(openWire);
  const notes = StepId.parse('notes');

  async function ready(): Promise<{ readonly flowId: FlowId; readonly packetId: PacketId; readonly mode: 'draft' }> {
    const folder = join(on.workspace.folder, 'skills', 'read_intake');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'SKILL.md'), SKILL);
    await vi.waitUntil(() => on.workspace.skills.find('read_intake') !== undefined);
    const { flowId } = await on.client.flows.importText({ fileName: 'x.flow.json', text: FLOW });
    return { flowId, packetId: await on.shelve('They want to talk about prices.'), mode: 'draft' };
  }

  async function run(wish: Awaited<ReturnType<typeof ready>>): Promise<RunId> {
    const { runId } = await on.client.runs.start(wish);
    await vi.waitUntil(async () => (await on.client.runs.inbox()).some(open => open.runId === runId));
    return runId;
  }

  it('says before a run what runs, and after it what is reused, and writes nothing', async () => {
    const wish = await ready();

    const before = await on.client.runs.plan(wish);
    expect(before.steps).toMatchObject([
      { id: 'notes', verdict: 'run', reasons: [{ part: 'first' }], certain: true },
      { id: 'ask', verdict: 'run', outside: 'person', sentence: 'Asks role:partner.' },
    ]);
    expect(await on.client.runs.list({})).toEqual([]);

    const runId = await run(wish);
    const after = await on.client.runs.plan(wish);
    expect(after.steps[0]).toMatchObject({ verdict: 'reuse', cachedFrom: { runId, stepId: 'notes' } });
    expect(after.totals).toMatchObject({ reuse: 1, run: 1, unknown: 0, outside: { person: 1 } });
  });

  it('names the slice that changed, and what a distrusted answer was said to be', async () => {
    const wish = await ready();
    const runId = await run(wish);
    const other = { ...wish, packetId: await on.shelve('They want to leave.') };
    expect((await on.client.runs.plan(other)).steps[0]).toMatchObject({ verdict: 'run', reasons: [{ part: 'slice', name: 'intake' }] });

    await on.client.cache.distrust({ runId, stepId: notes, reason: 'Left the price out.' });

    const [step] = (await on.client.runs.plan(wish)).steps;
    expect(step).toMatchObject({ verdict: 'run', reasons: [{ part: 'distrusted', is: 'Left the price out.' }] });
    expect(step?.sentence).toContain('because “Left the price out.”');
    const again = await safe(on.client.cache.distrust({ runId, stepId: notes, reason: 'Once more.' }));
    expect(isDefinedError(again.error) && again.error.code).toBe('NOT_SERVED');
  });

  it('explains a miss between two runs, and says of equal keys that they are', async () => {
    const wish = await ready();
    const a = { runId: await run(wish), stepId: notes };
    const b = { runId: await run({ ...wish, packetId: await on.shelve('They want to leave.') }), stepId: notes };

    expect(await on.client.cache.whyMiss({ a, b })).toMatchObject({ same: false, differences: [{ part: 'slice', name: 'intake' }] });
    expect(await on.client.cache.whyMiss({ a, b: a })).toEqual({ same: true, differences: [] });
    const { error } = await safe(on.client.cache.whyMiss({ a, b: { ...b, stepId: StepId.parse('ask') } }));
    expect(isDefinedError(error) && error.code).toBe('NO_KEY');
  });

  it('refuses what cannot run, as a start does', async () => {
    const wish = await ready();
    const nothing = await safe(on.client.runs.plan({ ...wish, flowId: FlowId.parse('nothing') }));
    const misfit = await safe(on.client.runs.plan({ ...wish, packetId: await on.shelve('') }));

    expect(isDefinedError(nothing.error) && nothing.error.code).toBe('NO_SUCH_FLOW');
    expect(isDefinedError(misfit.error) && misfit.error.data).toMatchObject({ problems: [{ slice: SliceName.parse('intake') }] });
  });

  it('plans and runs past the cache when that is asked for', async () => {
    const wish = await ready();
    await run(wish);
    const past = { ...wish, cache: 'ignore' as const };

    expect((await on.client.runs.plan(past)).steps[0]).toMatchObject({ verdict: 'run', reasons: [{ part: 'bypass' }] });
    const rows = await on.client.runs.ledger({ runId: await run(past) });
    expect(rows).toMatchObject([{ cache: 'bypass', bypassReason: 'This was asked for when the run was started.' }]);
  });
});
