import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CrashPoint } from '../../../engine/steps/step-work.ts';
import { chainBreak } from '../../../engine/trace/chain.ts';
import { foldRun } from '../../../engine/trace/fold-run.ts';
import type { TraceRow } from '../../../engine/trace/trace-row.ts';
import { answerAll, openTestWorkspace } from '../../test-workspace.ts';
import { answer, openProductServer } from '../products/a-product-server.ts';
import { AN_EVENT, BELL_MANIFEST, type EventOrder } from './event-crash-flow.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-event-crash-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs the child until it kills itself, opens what it left, and lets everything come to rest. */
async function afterCrash(
  point: CrashPoint,
  order: EventOrder,
): Promise<{ readonly rows: readonly TraceRow[]; readonly leave: () => Promise<void> }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'event-crash-child.ts'), folder, point, order], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null]; // true: the documented arguments of a child's exit event
  expect(signal).toBe('SIGKILL');

  const { workspace, leave } = await openTestWorkspace({ folder, environment: { BELL: 'the secret of the bell' } });
  const [summary] = await workspace.runs.summaries(workspace.orgId, { limit: 1 });
  if (summary === undefined) throw new Error('The child started a run.');
  await answerAll(workspace, summary.runId);
  await workspace.runner.relayed();
  await workspace.runner.settled(summary.runId);
  await vi.waitUntil(async () => (await workspace.events.unsettled(workspace.orgId)).length === 0, { timeout: 10_000 });
  const known = order === 'sends' ? null : await workspace.runner.receive(AN_EVENT);
  if (known !== null) expect(known).toEqual({ kind: 'same', matchedRuns: [] });
  const rows = await workspace.trace.rowsOf(workspace.orgId, summary.runId);
  expect(chainBreak(rows)).toBeNull();
  return { rows, leave };
}

describe('a process killed while it takes an event', () => {
  it.each<[CrashPoint, EventOrder]>([
    ['event-received', 'wait-first'],
    ['wait-closed', 'wait-first'],
    ['event-handed', 'wait-first'],
    ['event-received', 'event-first'],
    ['wait-closed', 'event-first'],
  ])('at %s, %s, has it take effect once', async (point, order) => {
    const { rows, leave } = await afterCrash(point, order);

    expect(foldRun(rows).state.status).toBe('succeeded');
    expect(rows.filter(({ kind }) => kind === 'event.matched')).toHaveLength(1);
    await leave();
  });
});

describe('a process killed while it sends an event', () => {
  it.each<[CrashPoint, readonly number[]]>([
    ['step-completed', [1]],
    ['run-ended', [1, 2]], // by then the relay may have sent it
    ['event-posted', [2]],
  ])('at %s sends it under one id until it is delivered, and tells so once', async (point, times) => {
    const server = await openProductServer((_call, response) => answer(response, 200, {}));
    await mkdir(join(folder, 'products'));
    await writeFile(join(folder, 'products', 'bell.product.json'), JSON.stringify(BELL_MANIFEST));
    const settings = {
      format: 'atelier-workspace/1',
      name: 'Crash',
      orgId: 'local',
      orgName: 'Here',
      me: 'user:ana',
      roles: ['role:partner'],
    };
    const products = { bell: { url: server.url, secretRef: 'env:BELL' } };
    await writeFile(join(folder, 'workspace.json'), JSON.stringify({ ...settings, products }));

    const { rows, leave } = await afterCrash(point, 'sends');

    expect(rows.filter(({ kind }) => kind === 'event.dispatched')).toHaveLength(1);
    expect(rows.filter(({ kind }) => kind === 'event.delivered')).toHaveLength(1);
    expect(new Set(server.seen.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(times).toContain(server.seen.length);
    await leave();
    await server.close();
  });
});
