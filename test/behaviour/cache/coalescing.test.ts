import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunId } from '../../../engine/base/ids.ts';
import { Flow } from '../../../engine/flow/flow.ts';
import { openStudio, type Setting, type Studio } from './a-studio.ts';

const FLOW = Flow.parse({
  format: 'atelier-flow/1',
  name: 'One question',
  packet: { slices: { intake: {} } },
  start: 'ask',
  steps: [{ id: 'ask', kind: 'sage_skill', config: { skill: 'reader', input: { intake: '{{ packet.intake }}' } } }],
});
const EVIDENCE = { intake: 'The same for all.' };

describe.each([
  ['paid for', true],
  ['answered by code of this computer', false],
])('A question that several runs put at once, %s,', (_name, paid) => {
  let studio: Studio;
  let setting: Setting;
  /** What the model is waiting to be told, one for each question put to it. */
  let held: ((value: number | null) => void)[];

  beforeEach(async () => {
    held = [];
    setting = {
      skills: { reader: { prompt: 'Read it.', codeVersion: '1', modelClass: 'fast', paid } },
      ...{ params: {}, modelId: 'test-1' },
      answer: () => new Promise(resolve => held.push(resolve)),
    };
    studio = await openStudio(setting);
  });
  afterEach(() => studio.leave());

  const startThree = async (): Promise<RunId[]> => [await start(), await start(), await start()];
  const start = (): Promise<RunId> => studio.start(FLOW, EVIDENCE);
  const putTo = (questions: number) => vi.waitUntil(() => held.length === questions);
  /** Until every run stands in its step, the first asking and the others waiting for it. */
  const allStand = (runIds: readonly RunId[]) =>
    vi.waitUntil(async () => {
      const { trace, orgId } = studio.workspace;
      const traces = await Promise.all(runIds.map(runId => trace.rowsOf(orgId, runId)));
      return traces.every(rows => rows.some(({ kind }) => kind === 'step.started'));
    });
  const cacheOf = async (runId: RunId): Promise<unknown> => {
    const [row] = await studio.workspace.ledger.rows(studio.workspace.orgId, runId);
    return [row?.cache, row?.status, row?.costMicroUsd, row?.avoidedMicroUsd, row?.cachedFrom];
  };

  it('is asked once, and the others are served that answer when it is on disk', async () => {
    const [a, b, c] = (await startThree()) as [RunId, RunId, RunId]; // true: three were started
    await putTo(1);
    await allStand([a, b, c]);
    held[0]?.(7);

    const runs = await Promise.all([a, b, c].map(runId => studio.read(runId)));

    expect(studio.asked).toHaveLength(1);
    expect(runs.map(({ state }) => state.status)).toEqual(['succeeded', 'succeeded', 'succeeded']);
    expect(await cacheOf(a)).toEqual(['miss', 'ok', 20_000, 0, null]);
    expect(await cacheOf(b)).toEqual(['coalesced', 'ok', 0, 20_000, a]);
    expect(await cacheOf(c)).toEqual(['coalesced', 'ok', 0, 20_000, a]);
    expect(runs[1]?.outputs).toEqual(runs[0]?.outputs);
  });

  it('is tried by each for itself once the one who asks has failed', async () => {
    const [a, b, c] = (await startThree()) as [RunId, RunId, RunId]; // true: three were started
    await putTo(1);
    await allStand([a, b, c]);
    held[0]?.(null);
    await putTo(3);
    held[1]?.(7);
    held[2]?.(7);

    const runs = await Promise.all([a, b, c].map(runId => studio.read(runId)));

    expect(runs.map(({ state }) => state.status)).toEqual(['failed', 'succeeded', 'succeeded']);
    expect(await cacheOf(b)).toEqual(['miss', 'ok', 20_000, 0, null]);
  });

  it('goes on for the others when the one who asks is stopped: one of them asks', async () => {
    const [a, b, c] = (await startThree()) as [RunId, RunId, RunId]; // true: three were started
    await putTo(1);
    await allStand([a, b, c]);
    await Promise.all([studio.workspace.runner.cancel(a, studio.workspace.me, null), putTo(2).then(() => held[1]?.(7))]);

    const runs = await Promise.all([a, b, c].map(runId => studio.read(runId)));

    expect(runs.map(({ state }) => state.status)).toEqual(['halted', 'succeeded', 'succeeded']);
    expect(studio.asked).toHaveLength(2);
    expect(await cacheOf(c)).toEqual(['coalesced', 'ok', 0, 20_000, b]);
  });

  it('lets one who waits be stopped without disturbing the one who asks', async () => {
    const [a, b] = [await start(), await start()];
    await putTo(1);
    await allStand([a, b]);
    await studio.workspace.runner.cancel(b, studio.workspace.me, null);
    held[0]?.(7);

    expect((await studio.read(a)).state.status).toBe('succeeded');
    expect((await studio.read(b)).state.status).toBe('halted');
    expect(studio.asked).toHaveLength(1);
  });

  it('ends with the workspace: who asks and who waits are taken up again at the next start', async () => {
    const [a, b] = [await start(), await start()];
    await putTo(1);
    await allStand([a, b]);
    await Promise.all([studio.workspace.runner.close(), Promise.resolve().then(() => held[0]?.(7))]);

    const { trace, orgId } = studio.workspace;
    expect((await trace.rowsOf(orgId, b)).at(-1)?.kind).not.toBe('run.failed');
  });
});
