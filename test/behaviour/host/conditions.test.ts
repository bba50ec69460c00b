import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FlowId, StepId } from '../../../engine/base/ids.ts';
import { parseExpression } from '../../../engine/expression/expression.ts';
import { Flow } from '../../../engine/flow/flow.ts';
import { PacketDocument } from '../../../engine/packet/packet.ts';
import { tryCondition } from '../../../engine/host/try-condition.ts';
import type { Workspace } from '../../../engine/workspace.ts';
import { openTestWorkspace, startRun } from '../../test-workspace.ts';

const FLOW = Flow.parse({
  format: 'atelier-flow/1',
  name: 'Fit',
  trigger: { on: 'manual' },
  packet: { slices: { deal: { schema: { type: 'object' } }, notes: { schema: { type: 'string' }, required: false } } },
  start: 'first',
  steps: [
    { id: 'first', kind: 'gate', config: { expression: 'packet.deal.size > 0', onPass: 'ask', onFail: 'ask' } },
    {
      id: 'ask',
      kind: 'human_task',
      config: { assignee: 'role:partner', description: 'Decide' },
      save: { decision: 'output.outcome' },
      next: 'approved',
    },
    { id: 'approved', kind: 'gate', config: { expression: 'context.decision == "approve"' } },
  ],
});

describe('A condition tried on the packets of a workspace', () => {
  let opened: Awaited<ReturnType<typeof openTestWorkspace>>;
  let workspace: Workspace;
  const packet = (title: string, slices: Record<string, unknown>) =>
    workspace.packets.add(title, PacketDocument.parse({ format: 'atelier-packet/1', title, slices }));
  const tried = async (stepId: string, text: string) => {
    const expression = parseExpression(text);
    if (!expression.ok) throw new Error(expression.error.message);
    const { trials } = await tryCondition(workspace, {
      flowId: FlowId.parse('test-flow'),
      flow: FLOW,
      stepId: StepId.parse(stepId),
      expression: expression.value,
    });
    return trials.map(({ title, holds, why, runId }) => [title, holds, why, runId !== null]);
  };

  beforeAll(async () => {
    opened = await openTestWorkspace();
    workspace = opened.workspace;
    await packet('Big', { deal: { size: 40 }, notes: 'long known' });
    await packet('Small', { deal: { size: 2 } });
    await packet('Of another flow', { transcript: 'none of this' });
  });
  afterAll(() => opened.leave());

  it('reads slices alone where it needs no more, and passes over packets that are of other flows', async () => {
    expect(await tried('first', 'packet.deal.size >= 10')).toEqual([
      ['Big', true, null, false],
      ['Small', false, null, false],
    ]);
  });

  it('says of which it cannot be told, and why', async () => {
    expect(await tried('first', 'packet.notes.contains("known")')).toEqual([
      ['Big', true, null, false],
      ['Small', null, '`packet` has no field `notes`.', false],
    ]);
    expect(await tried('approved', 'context.decision == "approve"')).toEqual([
      ['Big', null, 'This flow has not run on it yet.', false],
      ['Small', null, 'This flow has not run on it yet.', false],
    ]);
  });

  it('reads context and outputs of the last run on the very evidence, as they were when the step was reached', async () => {
    const runId = await startRun(workspace, FLOW, { deal: { size: 40 }, notes: 'long known' });
    const waiting = await workspace.runner.settled(runId);
    if (waiting?.state.status !== 'waiting') throw new Error('The run does not wait.');
    const { waitId } = waiting.state.wait;
    await workspace.runner.resolve({ waitId, outcome: 'approve', comment: null, answer: {}, by: workspace.me, roles: workspace.roles });
    await workspace.runner.settled(runId);

    expect(await tried('approved', 'context.decision == "approve" && steps.ask.output.outcome == "approve"')).toEqual([
      ['Big', true, null, true],
      ['Small', null, 'This flow has not run on it yet.', false],
    ]);
    expect((await tried('ask', 'context.decision == "approve"'))[0]).toEqual(['Big', null, '`context` has no field `decision`.', true]);
  });
});
