import { writeFile, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { FlowId, type RunId } from '../../../engine/base/ids.ts';
import { Flow } from '../../../engine/flow/flow.ts';
import type { RunMode } from '../../../engine/trace/trace-row.ts';
import type { Workspace } from '../../../engine/workspace.ts';
import { openTestWorkspace, packetOf, story } from '../../test-workspace.ts';
import { SECRET } from './a-bell.ts';
import { answer, openProductServer, type Behave } from './a-product-server.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const flow = (action: string) =>
  Flow.parse({
    format: 'atelier-flow/1',
    name: 'Ring',
    trigger: { on: 'manual' },
    packet: { slices: {} },
    start: 'sound',
    steps: [
      {
        id: 'sound',
        kind: 'product_action',
        title: 'Sound',
        config: { product: 'bell', action, payload: { times: 2 }, timeoutMs: 2000 },
        retry: { maxAttempts: 3, baseMs: 1, capMs: 2 },
      },
    ],
  });

const action = (effect: string) => ({
  title: 'Ring',
  effect,
  payload: { type: 'object' },
  response: { type: 'object', required: ['heard'] },
  examples: [{ response: { heard: 'in an example' } }],
});

/** A workspace with the product bell, which answers where the server is, and a way to run one action of it. */
async function workspaceWithBell(behave: Behave, connection: Record<string, unknown> = { secretRef: 'env:BELL' }) {
  const server = await openProductServer(behave);
  const folder = await mkdtemp(join(tmpdir(), 'atelier-bell-'));
  await mkdir(join(folder, 'products'));
  await writeFile(
    join(folder, 'products', 'bell.product.json'),
    JSON.stringify({
      format: 'atelier-product/1',
      product: 'bell',
      title: 'Bell',
      actions: { ring: action('idempotent'), toll: action('once') },
      events: {},
    }),
  );
  await writeFile(
    join(folder, 'workspace.json'),
    JSON.stringify({
      format: 'atelier-workspace/1',
      name: 'Tower',
      orgId: 'tower',
      orgName: 'Tower',
      me: 'user:ana',
      roles: [],
      products: { bell: { url: server.url, ...connection } },
    }),
  );
  const { workspace, leave } = await openTestWorkspace({ folder, environment: { BELL: SECRET } });
  closers.push(server.close, leave);
  return { server, workspace, run: (name: string, mode: RunMode) => runOnce(workspace, flow(name), mode) };
}

async function runOnce(workspace: Workspace, ofFlow: Flow, mode: RunMode) {
  const started = await workspace.runner.start({
    flowId: FlowId.parse('ring'),
    flow: ofFlow,
    versionNo: null,
    packet: packetOf(workspace, ofFlow, {}),
    mode,
    by: workspace.me,
    startKey: null,
  });
  if (!started.ok) throw new Error(JSON.stringify(started.error));
  const run = await workspace.runner.settled(started.value);
  return { run, runId: started.value, rows: await rowsOf(workspace, started.value) };
}

const rowsOf = (workspace: Workspace, runId: RunId) => workspace.trace.rowsOf(workspace.orgId, runId);

describe('a product action', () => {
  it('of a draft run calls nothing, and its row says that it is simulated', async () => {
    const { server, run } = await workspaceWithBell((_seen, response) => answer(response, 200, { heard: 'for real' }));

    const { rows } = await run('ring', 'draft');

    expect(server.seen).toEqual([]);
    expect(story(rows)).toContain('step.completed sound (simulated)');
  });

  it('of a live run calls the product, and the answer is the step’s output', async () => {
    const { server, run } = await workspaceWithBell((_seen, response) => answer(response, 200, { heard: 'for real' }));

    const { rows } = await run('ring', 'live');

    expect(server.seen).toHaveLength(1);
    expect(story(rows)).toContain('step.completed sound');
    expect(rows.find(({ kind }) => kind === 'step.completed')).toMatchObject({
      product: 'bell',
      action: 'ring',
      data: { output: { value: { heard: 'for real' } } },
    });
  });

  it('is simulated in a live run too while no address is known', async () => {
    const { run } = await workspaceWithBell(() => undefined, { url: undefined });

    const { rows } = await run('ring', 'live');

    expect(story(rows)).toContain('step.completed sound (simulated)');
  });

  it('that may be repeated is repeated with the same key, so the product does it once', async () => {
    const { server, run } = await workspaceWithBell((_seen, response, nth) =>
      nth < 2 ? response.destroy() : answer(response, 200, { heard: 'at last' }),
    );

    const first = await run('ring', 'live');
    const second = await run('ring', 'live');

    expect(first.run?.state.status).toBe('succeeded');
    expect(second.run?.state.status).toBe('succeeded');
    expect([...server.perKey().values()]).toEqual([3, 1]);
    expect(new Set(server.seen.slice(0, 3).map(({ body }) => body)).size).toBe(1);
  });

  it('that must not be done twice waits for a person when its answer is lost', async () => {
    const { server, run } = await workspaceWithBell((_seen, response) => response.destroy());

    const { run: told, rows } = await run('toll', 'live');

    expect(server.seen).toHaveLength(1);
    expect(told?.state.status).toBe('waiting');
    expect(story(rows)).toContain('step.attempt_lost sound (outcome unknown)');
  });

  it('leaves no secret in the trace, whatever goes wrong', async () => {
    const { workspace, run } = await workspaceWithBell((_seen, response) => answer(response, 500, { detail: `I was told ${SECRET}` }));

    const { run: told, runId } = await run('ring', 'live');

    expect(told?.state.status).toBe('failed');
    expect(JSON.stringify(await rowsOf(workspace, runId))).not.toContain(SECRET);
  });
});
