import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Workspace } from '../../../engine/workspace.ts';
import { openTestWorkspace, startRun, story } from '../../test-workspace.ts';

const MANY = `[${Array.from({ length: 10 }, () => 'packet.text').join(', ')}]`;
const flow = (step: object) => ({
  format: 'atelier-flow/1',
  name: 'Large',
  packet: { slices: { text: { schema: { type: 'string' } } } },
  start: 'a',
  steps: [
    { id: 'a', kind: 'product_action', onError: 'b', ...step },
    { id: 'b', kind: 'gate', config: { expression: 'true', onPass: 'c', onFail: 'halt' } },
    { id: 'c', kind: 'human_task', config: { assignee: 'role:partner', description: 'Too large?' } },
  ],
});
const config = (markdown: string) => ({ product: 'janice', action: 'share_artefact', payload: { to: 'Ana', title: 'x', markdown } });

describe('values that no trace can hold', () => {
  let workspace: Workspace;
  let leave: () => Promise<void>;
  beforeAll(async () => ({ workspace, leave } = await openTestWorkspace()));
  afterAll(() => leave());

  it.each([
    ['an input', { config: { ...config('x'), payload: { ...config('x').payload, all: `{{ ${MANY} }}` } } }],
    ['what a step saves', { config: config('x'), save: { all: MANY } }],
  ])('fail the step, not the run, when they are %s, and the way for errors is taken', async (_what, step) => {
    const runId = await startRun(workspace, flow(step), { text: 'x'.repeat(8_000_000) });
    const run = await workspace.runner.settled(runId);

    expect(run?.state.status).toBe('waiting');
    expect(story(await workspace.trace.rowsOf(workspace.orgId, runId))).toContain('step.failed a validation/value_cannot_be_kept');
  });
});
