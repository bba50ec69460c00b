import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunId, WaitId } from '../../../engine/base/ids.ts';
import type { BusEvent } from '../../../engine/bus/event.ts';
import { Flow } from '../../../engine/flow/flow.ts';
import { FlowId, StepId } from '../../../engine/base/ids.ts';
import type { StartRequest } from '../../../engine/runner/runner-door.ts';
import type { Run } from '../../../engine/trace/run.ts';
import { openTestWorkspace, packetOf } from '../../test-workspace.ts';
import { turnedClock } from '../../turned-clock.ts';
import { answer, BEN, FLOW, forkedRun, passage, readRows, readRun, SLICES } from './fork-flow.ts';

const APPROVED = { outcome: 'approve', comment: null, data: {}, by: 'user:ben', at: '2027-03-01T09:00:00Z' };

/** Waits for an event with a deadline, then for a person without one. */
const WAITING = Flow.parse({
  format: 'atelier-flow/1',
  name: 'Wait',
  packet: { slices: {} },
  start: 'paid',
  steps: [
    {
      id: 'paid',
      kind: 'event_wait',
      config: { eventType: 'catalyst.paid', match: 'payload.amount > 10', timeoutMs: 3_600_000, onTimeout: 'ask' },
      next: 'ask',
    },
    { id: 'ask', kind: 'human_task', config: { assignee: 'role:nobody', description: 'Go on?' } },
  ],
});

describe('a draft', () => {
  let place: Awaited<ReturnType<typeof openTestWorkspace>>;
  beforeAll(async () => {
    place = await openTestWorkspace({ clock: turnedClock() });
  });
  afterAll(() => place.leave());

  async function run(more: Partial<StartRequest> = {}, flow: unknown = FLOW, slices: Record<string, unknown> = SLICES): Promise<Run> {
    const { workspace } = place;
    const parsed = Flow.parse(flow);
    const packet = packetOf(workspace, parsed, slices);
    const flowId = FlowId.parse('test-flow');
    const started = await workspace.runner.start({
      ...{ flowId, flow: parsed, versionNo: null, packet, mode: 'draft', by: BEN, startKey: null },
      ...more,
    });
    if (!started.ok) throw new Error(started.error.kind);
    const settled = await workspace.runner.settled(started.value);
    if (settled === null) throw new Error('It is not there.');
    return settled;
  }

  const step = (id: string) => ({ kind: 'step', stepId: StepId.parse(id) }) as const;
  const waitOf = ({ state }: Run): WaitId => {
    if (state.status !== 'waiting') throw new Error(`It does not wait: ${state.status}.`);
    return state.wait.waitId;
  };
  const event = (amount: number): BusEvent => ({
    ...{ v: 1, event_id: 'evt_sample', product: 'catalyst', event_type: 'catalyst.paid', org_id: place.workspace.orgId },
    ...{ idempotency_key: 'evt_sample', occurred_at: '2027-03-01T09:00:00Z', payload: { amount } },
  });
  const proven = async (): Promise<unknown> => (await place.workspace.verify()).breaks;

  it('takes pinned outputs for steps’ own, each time it comes there, and says who pinned them', async () => {
    const pinned = await run({ pins: { ask: APPROVED, propose: { proposal_id: 'p-1', url: 'x' }, gone: 1 } });

    expect(passage(pinned)).toEqual(['ask pinned', 'fit work', 'propose pinned', 'sign waiting']);
    expect(pinned.pins?.by).toBe(BEN);
    expect(Object.keys(pinned.pins?.outputs ?? {})).toEqual(['ask', 'propose']);
    expect(pinned.visits[0]).toMatchObject({ pinnedBy: BEN, humanOutcome: 'approve' });
    const rows = await readRows(place.workspace, pinned.runId);
    expect(rows.filter(row => row.kind === 'step.reused').map(({ data }) => data.pinned)).toEqual([true, true]);
    expect(await proven()).toEqual([]);
  });

  it('stops a loop whose pinned answer never lets it end', async () => {
    const round = await run({ pins: { ask: { ...APPROVED, outcome: 'reject' } }, until: step('propose') });

    expect(round.state).toMatchObject({ status: 'failed', cause: { error: { code: 'pinned_in_a_loop' } } });
  });

  it('pins nothing in a live run', async () => {
    const live = await run({ mode: 'live', pins: { ask: APPROVED } });

    expect(passage(live)).toEqual(['ask waiting']);
    expect(live.pins).toBeUndefined();
  });

  it('goes as far as it was told, and says so', async () => {
    const there = await run({ until: step('fit'), pins: { ask: APPROVED } });

    expect(passage(there)).toEqual(['ask pinned', 'fit work']);
    expect(there.state).toMatchObject({ status: 'halted', cause: { kind: 'reached', stepId: 'fit' } });
    const summary = await place.workspace.runs.summary(place.workspace.orgId, there.runId);
    expect(summary?.cause).toBe('Stopped after step fit: it was to go no farther.');
  });

  it('goes on one step at a time, reusing what it did before', async () => {
    const one = { until: { kind: 'one_step' } } as const;
    const first = await run({ ...one, pins: { ask: APPROVED } });
    const second = await forkedRun(place.workspace, first.runId, 'ask', { after: true, pins: { ask: APPROVED }, ...one });
    const third = await forkedRun(place.workspace, second.runId, 'fit', { after: true, pins: { ask: APPROVED }, ...one });
    const rest = await forkedRun(place.workspace, third.runId, 'propose', { after: true, pins: { ask: APPROVED } });

    expect(passage(first)).toEqual(['ask pinned']);
    expect(passage(second)).toEqual(['ask pinned', 'fit work']);
    expect(passage(third)).toEqual(['ask pinned', 'fit reuse', 'propose work']);
    expect(passage(rest)).toEqual(['ask pinned', 'fit reuse', 'propose reuse', 'sign waiting']);
    expect([first, second, third].map(({ state }) => state.status)).toEqual(['halted', 'halted', 'halted']);
    expect(await proven()).toEqual([]);
  });

  it('does not go on after a step that is not over', async () => {
    const waiting = await run();

    const forked = await place.workspace.runner.fork({ runId: waiting.runId, at: StepId.parse('ask'), after: true, by: BEN });

    expect(forked).toMatchObject({ ok: false, error: { kind: 'not-here', sentence: expect.stringContaining('is not over') as string } });
  });

  it('gives a live run nothing that people or samples only said in it', async () => {
    const { workspace } = place;
    const draft = await run();
    await answer(workspace, draft.runId, 'approve');

    const live = await forkedRun(workspace, draft.runId, 'sign', { mode: 'live' });

    expect(passage(live)).toEqual(['ask waiting']);
  });

  it('takes a sample for the event it waits for, alone and marked, and refuses one that does not match', async () => {
    const { workspace } = place;
    const [waiting, other] = [await run({}, WAITING, {}), await run({}, WAITING, {})];

    const small = await workspace.runner.giveSample({ waitId: waitOf(waiting), event: event(5), by: BEN });
    const good = await workspace.runner.giveSample({ waitId: waitOf(waiting), event: event(50), by: BEN });
    const late = await workspace.runner.giveSample({ waitId: waitOf(waiting), event: event(50), by: BEN });

    expect(small).toMatchObject({ ok: false, error: { kind: 'not-allowed' } });
    expect(good.ok).toBe(true);
    expect(late).toMatchObject({ ok: false, error: { kind: 'wait-over' } });
    await workspace.runner.settled(waiting.runId);
    const after = await readRun(workspace, waiting.runId);
    expect(after.visits[0]).toMatchObject({ stepId: 'paid', simulated: true });
    expect(await statuses([waiting.runId, other.runId])).toEqual(['ask', 'paid']);
    expect(await proven()).toEqual([]);
  });

  it('moves time on to a deadline instead of waiting, and the trace says who did', async () => {
    const { workspace } = place;
    const waiting = await run({}, WAITING, {});
    const deadline = waiting.state.status === 'waiting' ? waiting.state.wait.deadlineAtUs : null;

    expect((await workspace.runner.skipWait({ waitId: waitOf(waiting), by: BEN })).ok).toBe(true);

    await workspace.runner.settled(waiting.runId);
    const rows = await readRows(workspace, waiting.runId);
    expect(rows.find(row => row.kind === 'wait.skipped')).toMatchObject({ actor: BEN, stepId: 'paid', data: { toUs: deadline } });
    const asking = await readRun(workspace, waiting.runId);
    expect(passage(asking)).toEqual(['paid timed_out', 'ask waiting']);
    const without = await workspace.runner.skipWait({ waitId: waitOf(asking), by: BEN });
    expect(without).toMatchObject({ ok: false, error: { sentence: expect.stringContaining('no deadline') as string } });
  });

  it('lets whoever tries it answer for whoever is asked, which a live run does not', async () => {
    const { workspace } = place;
    const asked = [];
    for (const mode of ['draft', 'live'] as const) {
      const waiting = await run({ mode }, { ...WAITING, start: 'ask', steps: WAITING.steps.slice(1) }, {});
      const request = { waitId: waitOf(waiting), outcome: 'approve', comment: null, answer: {}, by: BEN, roles: [], inDraft: true };
      asked.push((await workspace.runner.resolve(request)).ok);
    }

    expect(asked).toEqual([true, false]);
  });

  it('waits for what really happens when it is live', async () => {
    const waiting = await run({ mode: 'live' }, WAITING, {});
    const { runner } = place.workspace;

    const skipped = await runner.skipWait({ waitId: waitOf(waiting), by: BEN });
    const sampled = await runner.giveSample({ waitId: waitOf(waiting), event: event(50), by: BEN });

    expect([skipped, sampled]).toMatchObject([
      { ok: false, error: { kind: 'not-allowed' } },
      { ok: false, error: { kind: 'not-allowed' } },
    ]);
  });

  async function statuses(runIds: readonly RunId[]): Promise<string[]> {
    const runs = await Promise.all(runIds.map(runId => readRun(place.workspace, runId)));
    return runs.map(({ state }) => (state.status === 'waiting' ? state.stepId : state.status));
  }
});
