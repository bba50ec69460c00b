import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { FlowId, OrgId, type RunId } from '../../../engine/base/ids.ts';
import { busKey } from '../../../engine/bus/bus-key.ts';
import { MAX_DELIVERIES } from '../../../engine/bus/delivery-delay.ts';
import { signersOf } from '../../../engine/bus/signature.ts';
import { Flow } from '../../../engine/flow/flow.ts';
import { foldRun } from '../../../engine/trace/fold-run.ts';
import type { Workspace } from '../../../engine/workspace.ts';
import { openTestWorkspace, packetOf, story } from '../../test-workspace.ts';
import { turnedClock } from '../../turned-clock.ts';
import { answer, openProductServer, type Behave, type SeenCall } from '../products/a-product-server.ts';

const SECRET = 'the secret of the bell';
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** Tells the bell, then asks a person, so that the run may rest or end while the event is on its way. */
const FLOW = Flow.parse({
  format: 'atelier-flow/1',
  name: 'Tell',
  start: 'tell',
  steps: [
    {
      id: 'tell',
      kind: 'product_action',
      config: { product: 'bell', action: 'sound', payload: { times: 2 } },
      save: { told: 'output.event_id' },
    },
  ],
});

const MANIFEST = {
  format: 'atelier-product/1',
  product: 'bell',
  title: 'Bell',
  actions: {
    sound: {
      title: 'Sound',
      effect: 'idempotent',
      delivery: 'event',
      payload: { type: 'object', properties: { times: { type: 'integer' } } },
      response: { type: 'object' },
      examples: [{ response: { event_id: 'evt_example' } }],
    },
  },
  events: {},
};

interface House {
  readonly workspace: Workspace;
  readonly clock: ReturnType<typeof turnedClock>;
  readonly seen: readonly SeenCall[];
  readonly start: () => Promise<RunId>;
  readonly kinds: (runId: RunId) => Promise<string[]>;
  /** Lets time pass until the relay has tried again, and waits for what came of it. */
  readonly later: (ms: number) => Promise<void>;
  readonly reopen: () => Promise<House>;
}

/** A workspace beside a receiver that behaves as told; `settings` are the bell's connection. */
async function house(behave: Behave, connection: Record<string, unknown> = { secretRef: 'env:BELL' }, startUs?: number): Promise<House> {
  const server = await openProductServer(behave);
  closers.push(server.close);
  const folder = await mkdtemp(join(tmpdir(), 'atelier-relay-'));
  await mkdir(join(folder, 'products'));
  await writeFile(join(folder, 'products', 'bell.product.json'), JSON.stringify(MANIFEST));
  const settings = { format: 'atelier-workspace/1', name: 'Relay', orgId: 'local', orgName: 'Here', me: 'user:ana', roles: [] };
  await writeFile(join(folder, 'workspace.json'), JSON.stringify({ ...settings, products: { bell: { url: server.url, ...connection } } }));
  return openHouse(folder, server.seen, turnedClock(startUs));
}

async function openHouse(folder: string, seen: readonly SeenCall[], clock: House['clock']): Promise<House> {
  const { workspace, leave } = await openTestWorkspace({ folder, clock, environment: { BELL: SECRET, OLD: 'an older secret' } });
  closers.push(leave);
  return {
    workspace,
    clock,
    seen,
    async start() {
      const request = { flowId: FlowId.parse('tell'), flow: FLOW, versionNo: null, packet: packetOf(workspace, FLOW, {}) };
      const started = await workspace.runner.start({ ...request, mode: 'live', by: workspace.me, startKey: null });
      if (!started.ok) throw new Error(JSON.stringify(started.error));
      await workspace.runner.settled(started.value);
      await workspace.runner.relayed();
      return started.value;
    },
    async kinds(runId) {
      await workspace.runner.settled(runId);
      const rows = await workspace.trace.rowsOf(workspace.orgId, runId);
      expect((await workspace.verify()).breaks).toEqual([]);
      return story(rows);
    },
    async later(ms) {
      clock.turn(ms);
      await workspace.runner.relayed();
    },
    async reopen() {
      await workspace.close();
      return openHouse(folder, seen, clock);
    },
  };
}

const TOLD = ['run.created', 'run.started', 'step.started tell', 'event.dispatched tell', 'step.completed tell', 'run.succeeded'];

describe('An event that a step sends', () => {
  it('reaches its receiver signed, with its key and in the bytes of the outbox, and the trace says so after the run has ended', async () => {
    const { workspace, seen, start, kinds } = await house((_call, response) => answer(response, 202, {}));

    const runId = await start();

    expect(await kinds(runId)).toEqual([...TOLD, 'event.delivered tell']);
    const [entry] = await workspace.outbox.list(workspace.orgId, { limit: 10 });
    const [call] = seen;
    expect(call).toMatchObject({ method: 'POST', target: '/v1/events', body: entry?.body });
    expect(call?.headers).toMatchObject({ 'webhook-id': entry?.event.event_id, 'idempotency-key': entry?.event.idempotency_key });
    const content = {
      id: String(call?.headers['webhook-id']),
      timestamp: String(call?.headers['webhook-timestamp']),
      body: new TextEncoder().encode(call?.body),
    };
    const key = { key: busKey(SECRET, OrgId.parse('local')) };
    expect(signersOf([key], String(call?.headers['webhook-signature']), content)).toEqual([key]);
    expect(JSON.parse(call?.body ?? '')).toMatchObject({
      product: 'bell',
      event_type: 'bell.sound',
      org_id: 'local',
      payload: { times: 2 },
    });
    expect(entry).toMatchObject({ status: 'delivered', attempts: 1, error: null });
  });

  it('does not change the state of a run that has ended', async () => {
    const { workspace, start } = await house((_call, response) => answer(response, 200, {}));

    const runId = await start();
    await workspace.runner.settled(runId);

    const rows = await workspace.trace.rowsOf(workspace.orgId, runId);
    const end = rows.findIndex(({ kind }) => kind === 'run.succeeded');
    const { lastSeq: _seq, lastHash: _hash, epoch: _epoch, ...ended } = foldRun(rows.slice(0, end + 1));
    expect(rows.length).toBeGreaterThan(end + 1);
    expect(foldRun(rows)).toMatchObject(ended);
    expect(await workspace.runs.summary(workspace.orgId, runId)).toMatchObject({ status: 'succeeded', endedAtUs: ended.endedAtUs });
    expect(await workspace.runner.cancel(runId, workspace.me, null)).toMatchObject({ ok: false });
  });

  it('is sent again under the same id and in the same bytes until it is taken', async () => {
    const { seen, start, kinds, later } = await house((_call, response, nth) => answer(response, nth < 3 ? 503 : 200, {}));

    const runId = await start();
    expect(seen).toHaveLength(1);
    await later(1000);
    expect(seen).toHaveLength(1);
    for (const ms of [5000, 10_000, 20_000]) await later(ms);

    expect(new Set(seen.map(call => `${String(call.headers['webhook-id'])} ${call.body}`)).size).toBe(1);
    expect(new Set(seen.map(call => call.headers['webhook-timestamp'])).size).toBe(4);
    expect((await kinds(runId)).at(-1)).toBe('event.delivered tell');
  });

  it('is put aside after the last attempt, with the reason, and goes out again when a person asks', async () => {
    let isBack = false;
    const { workspace, seen, start, kinds, later } = await house((_call, response) => answer(response, isBack ? 200 : 500, {}));
    const runId = await start();
    for (let attempt = 1; attempt < MAX_DELIVERIES; attempt++) await later(3_600_000);

    expect(seen).toHaveLength(MAX_DELIVERIES);
    expect((await kinds(runId)).at(-1)).toBe('event.delivery_failed tell');
    const [dead] = await workspace.outbox.list(workspace.orgId, { status: 'dead', limit: 10 });
    expect(dead).toMatchObject({ attempts: MAX_DELIVERIES, error: { class: 'transient', code: 'http_500' } });
    await later(86_400_000);
    expect(seen).toHaveLength(MAX_DELIVERIES);

    isBack = true;
    const eventId = dead?.event.event_id ?? '';
    expect(await workspace.runner.redeliver(eventId, workspace.me)).toEqual({ ok: true, value: null });
    await workspace.runner.relayed();

    expect((await kinds(runId)).slice(-3)).toEqual(['event.delivery_failed tell', 'event.dispatched tell', 'event.delivered tell']);
    expect(await workspace.runner.redeliver(eventId, workspace.me)).toEqual({ ok: false, error: 'not-dead' });
    expect(await workspace.runner.redeliver('evt_none', workspace.me)).toEqual({ ok: false, error: 'no-such-event' });
  });

  it.each([400, 409, 410, 413, 422])(
    'is put aside at once when the receiver says %i, which another attempt cannot change',
    async status => {
      const { seen, start, kinds } = await house((_call, response) => answer(response, status, {}));

      expect((await kinds(await start())).at(-1)).toBe('event.delivery_failed tell');

      expect(seen).toHaveLength(1);
    },
  );

  it.each([401, 404, 429, 302])('is tried again when the receiver says %i', async status => {
    const { seen, start, later } = await house((_call, response, nth) => answer(response, nth === 0 ? status : 200, {}, { location: '/' }));
    await start();

    await later(5000);

    expect(seen.map(({ target }) => target)).toEqual(['/v1/events', '/v1/events']);
  });

  it('waits as long as the receiver asks', async () => {
    const { seen, start, later } = await house((_call, response, nth) =>
      answer(response, nth === 0 ? 503 : 200, {}, { 'retry-after': '600' }),
    );
    await start();

    await later(500_000);
    expect(seen).toHaveLength(1);
    await later(100_000);
    expect(seen).toHaveLength(2);
  });

  it('is given up for now when the receiver hangs, and tried again', async () => {
    const house_ = await house((_call, response, nth) => (nth === 0 ? undefined : answer(response, 200, {})));
    const { workspace, clock, seen, kinds, later } = house_;
    const started = house_.start();
    while (seen.length === 0) await new Promise(setImmediate);
    clock.turn(15_000);
    const runId = await started;

    expect((await workspace.outbox.list(workspace.orgId, { limit: 1 }))[0]).toMatchObject({
      status: 'pending',
      attempts: 1,
      error: { class: 'timeout' },
    });
    await later(5000);
    expect((await kinds(runId)).at(-1)).toBe('event.delivered tell');
  });

  it('survives a restart: what was due then is sent after it, under the same id', async () => {
    const first = await house((_call, response, nth) => answer(response, nth === 0 ? 503 : 200, {}));
    const runId = await first.start();

    const second = await first.reopen();
    await second.later(5000);

    expect(new Set(second.seen.map(call => call.headers['webhook-id'])).size).toBe(1);
    expect(second.seen).toHaveLength(2);
    expect((await second.kinds(runId)).at(-1)).toBe('event.delivered tell');
  });

  it('has its end told once, however often the workspace is opened', async () => {
    const first = await house((_call, response) => answer(response, 200, {}));
    const runId = await first.start();
    const told = await first.kinds(runId);

    const second = await first.reopen();
    await second.workspace.runner.relayed();

    expect(await second.kinds(runId)).toEqual(told);
    expect(second.seen).toHaveLength(1);
  });

  it('is signed with both secrets while one is changed', async () => {
    const { seen, start } = await house((_call, response) => answer(response, 200, {}), {
      secretRef: 'env:BELL',
      previousSecretRef: 'env:OLD',
    });

    await start();

    expect(String(seen[0]?.headers['webhook-signature']).split(' ')).toHaveLength(2);
  });

  it('is put aside without being sent while its secret is not to be found, and says where it was looked for', async () => {
    const { workspace, seen, start } = await house((_call, response) => answer(response, 200, {}), { secretRef: 'env:NOWHERE' });

    await start();

    expect(seen).toEqual([]);
    const [dead] = await workspace.outbox.list(workspace.orgId, { status: 'dead', limit: 1 });
    expect(dead?.error).toMatchObject({ class: 'auth', code: 'no_secret' });
    expect(dead?.error?.message).toContain('env:NOWHERE');
  });
});
