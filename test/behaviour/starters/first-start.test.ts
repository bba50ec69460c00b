import { afterAll, beforeAll, expect, it } from 'vitest';
import { fillNewWorkspace, STARTER_FLOW } from '../../../engine/first-start.ts';
import { SHIPPED_RESOURCES } from '../../../engine/open-workspace.ts';
import { buildPacket } from '../../../engine/packet/build-packet.ts';
import { openTestWorkspace } from '../../test-workspace.ts';

let opened: Awaited<ReturnType<typeof openTestWorkspace>>;
beforeAll(async () => {
  opened = await openTestWorkspace();
});
afterAll(() => opened.leave());

it('a new workspace begins with six flows, two packets for each and a plan of it, and one finished run', async () => {
  const { workspace } = opened;
  expect(await fillNewWorkspace(workspace, SHIPPED_RESOURCES)).toEqual([]);

  const drafts = await workspace.flows.drafts(workspace.orgId);
  expect(drafts.map(({ flowId }) => flowId).toSorted()).toEqual([
    'capture',
    'delivery',
    'nurture',
    'onboarding',
    'review',
    'synthesize-session',
  ]);
  const packets = (await workspace.packets.list()).flatMap(entry => ('document' in entry ? [entry.document] : []));
  for (const { flowId } of drafts) {
    const draft = await workspace.flows.draft(workspace.orgId, flowId);
    const fitting = packets.filter(document => draft !== null && buildPacket(workspace.orgId, draft.flow.packet, document).ok);
    expect([flowId, fitting.length]).toEqual([flowId, 2]);
    // A plan looks at every way, and comes to an end also where the only way round leads through the start.
    const packet = fitting[0] === undefined || draft === null ? null : buildPacket(workspace.orgId, draft.flow.packet, fitting[0]);
    if (packet?.ok !== true || draft === null) throw new Error(`No packet fits ${flowId}.`);
    const { totals } = await workspace.plan({ flowId, flow: draft.flow, versionNo: null, packet: packet.value, mode: 'draft' });
    expect(totals.reuse + totals.run + totals.unknown).toBe(draft.flow.steps.length);
  }
  const runs = await workspace.runs.summaries(workspace.orgId, { limit: 10 });
  expect(runs.map(({ flowId, status }) => [flowId, status])).toEqual([[STARTER_FLOW, 'succeeded']]);
});

it('one that has a flow is left as it is', async () => {
  const { workspace } = opened;
  expect(await fillNewWorkspace(workspace, SHIPPED_RESOURCES)).toEqual([]);
  expect(await workspace.runs.summaries(workspace.orgId, { limit: 10 })).toHaveLength(1);
});
