import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FlowId, type RunId } from '../../engine/base/ids.ts';
import { BusEvent } from '../../engine/bus/event.ts';
import { Flow } from '../../engine/flow/flow.ts';
import type { Workspace } from '../../engine/workspace.ts';
import { openTestWorkspace, packetOf } from '../test-workspace.ts';
import { expectSentence, harmless } from './harmless.ts';
import { changed, hostileValue } from './hostile.ts';

/** All five kinds, with every place where a value, an expression or a route stands. */
const DOCUMENT = {
  format: 'atelier-flow/1',
  name: 'Hostile',
  packet: { slices: { text: { schema: { type: 'string' }, required: false } } },
  start: 'ask',
  steps: [
    {
      id: 'ask',
      kind: 'human_task',
      config: {
        assignee: 'role:partner',
        description: 'Read {{ packet.text }}.',
        form: { type: 'object', properties: { n: { type: 'number' } } },
        show: ['packet.text'],
        outcomes: [{ id: 'approve', label: 'Approve' }],
      },
      save: { n: 'has(output.data.n) ? output.data.n : 1' },
      next: 'fit',
    },
    { id: 'fit', kind: 'gate', config: { expression: 'context.n < 5', onPass: 'claims', onFail: 'share' } },
    {
      id: 'claims',
      kind: 'sage_skill',
      config: { skill: 'extract_claims', input: { text: '{{ packet.text }}' }, timeoutMs: 5000 },
      save: { n: 'context.n + 10' },
      retry: { maxAttempts: 1 },
      next: 'wait',
      onError: 'wait',
    },
    {
      id: 'wait',
      kind: 'event_wait',
      config: { eventType: 'catalyst.purchase.confirmed', match: 'payload.amount > 10', timeoutMs: 60000, onTimeout: 'share' },
      next: 'fit',
    },
    {
      id: 'share',
      kind: 'product_action',
      config: { product: 'janice', action: 'share_artefact', payload: { to: 'Ana', title: '{{ string(context.n) }}', markdown: 'x' } },
    },
  ],
};

describe('a workspace under hostile input', () => {
  let workspace: Workspace;
  let leave: () => Promise<void>;
  beforeAll(async () => ({ workspace, leave } = await openTestWorkspace()));
  afterAll(() => leave());

  async function start(flow: Flow): Promise<RunId> {
    const started = await workspace.runner.start({
      flowId: FlowId.parse('hostile'),
      flow,
      versionNo: null,
      packet: packetOf(workspace, Flow.parse(DOCUMENT), { text: 'Ana said that the team met on 4 May.' }),
      mode: 'draft',
      by: workspace.me,
      startKey: null,
    });
    if (!started.ok) throw new Error(JSON.stringify(started.error));
    return started.value;
  }

  /** The run after whatever was done to it: resting, or ended with a cause in words. */
  async function expectWhole(runId: RunId): Promise<void> {
    const run = await workspace.runner.settled(runId);
    if (run?.state.status === 'failed' && run.state.cause.kind === 'error') {
      expectSentence(run.state.cause.error.message);
      expect(run.state.cause.error.class, run.state.cause.error.message).not.toBe('engine_fault');
    }
    expect(run?.state.status).toMatch(/^(waiting|succeeded|failed|halted)$/);
  }

  it('runs flows that are wrong in any of their parts to a state with a cause in words, and each answer and event is taken or refused', async () => {
    const event = changed([
      {
        v: 1,
        event_id: 'e',
        product: 'catalyst',
        event_type: 'catalyst.purchase.confirmed',
        org_id: 'local',
        idempotency_key: 'k',
        occurred_at: '2026-01-01T00:00:00Z',
        payload: { amount: 50 },
      },
    ]);
    await fc.assert(
      fc.asyncProperty(changed([DOCUMENT]), hostileValue, hostileValue, event, async (document, outcome, answer, envelope) => {
        const flow = Flow.safeParse(document);
        if (!flow.success) return;
        await harmless(async () => {
          const runId = await start(flow.data);
          const run = await workspace.runner.settled(runId);
          if (run?.state.status === 'waiting' && run.state.wait.subject.kind === 'human') {
            const { waitId, subject } = run.state.wait;
            const by = { by: workspace.me, roles: workspace.roles };
            const wrong = await workspace.runner.resolve({
              waitId,
              outcome: JSON.stringify(outcome),
              comment: JSON.stringify(answer),
              answer: { n: answer, '': outcome },
              ...by,
            });
            if (!wrong.ok && wrong.error.kind === 'not-allowed') expectSentence(wrong.error.sentence);
            if (!wrong.ok)
              await workspace.runner.resolve({ waitId, outcome: subject.outcomes[0]?.id ?? '', comment: null, answer: {}, ...by });
          }
          const parsed = BusEvent.safeParse(envelope);
          if (parsed.success) await workspace.runner.receive(parsed.data);
          await expectWhole(runId);
          await workspace.runner.cancel(runId, workspace.me, JSON.stringify(outcome).slice(0, 100));
          await expectWhole(runId);
        });
      }),
      { seed: 32, numRuns: 300 },
    );
  }, 60_000);

  it('keeps every chain, fold and value of what was run', async () => {
    const verified = await workspace.verify();
    expect(verified.breaks).toEqual([]);
    expect(verified.runs).toBeGreaterThan(30);
  });
});
