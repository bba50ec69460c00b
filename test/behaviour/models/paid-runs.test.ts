import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { FlowId } from '../../../engine/base/ids.ts';
import { Flow } from '../../../engine/flow/flow.ts';
import { ROW_BATCHES } from '../../../engine/contract/row-batches.ts';
import type { Contract } from '../../../engine/contract/contract.ts';
import type { ExportValues } from '../../../engine/exports/export-values.ts';
import { chromeTrace } from '../../../engine/exports/chrome-trace.ts';
import { otlpTrace } from '../../../engine/exports/otlp.ts';
import { ledgerCsv, traceCsv } from '../../../engine/exports/trace-csv.ts';
import { openHost, type Host } from '../../../engine/host/host.ts';
import { portPipe } from '../../../engine/host/pipe.ts';
import { addPaidSkill } from '../runner/crash-flow.ts';
import { openTestWorkspace, packetOf, startRun, story } from '../../test-workspace.ts';
import { turnedClock } from '../../turned-clock.ts';
import { json, openProviderServer, type ProviderServer } from './a-provider-server.ts';
import { WIRES } from './provider-wires.ts';

const KEY = 'sk-live-7Qx93kZpL0';
const MODEL = 'claude-sonnet-4-5-20250929';
const CHOICE = { maxOutputTokens: 1000, temperature: 0, stream: false, structured: 'schema', timeoutMs: 60_000 } as const;
const PASSPHRASE = 'a passphrase of seven words or so';
const [anthropic] = WIRES;

const step = (id: string, next?: string) => ({
  ...{ id, kind: 'sage_skill', config: { skill: 'paid_note', input: { note: `{{ packet.note }} ${id}` }, cache: 'ignore' } },
  retry: { maxAttempts: 2, baseMs: 1000 },
  ...(next !== undefined && { next }),
});
const ONE = { format: 'atelier-flow/1', name: 'One', packet: { slices: { note: {} } }, start: 'a', steps: [step('a')] };
const TWO = { ...ONE, name: 'Two', steps: [step('a', 'b'), step('b')] };
const ALL_VALUES: ExportValues = { kind: 'values', maskedSteps: new Set() };
const NOTE = { note: 'The workshop moved.' };

let server: ProviderServer;
beforeAll(async () => {
  server = await openProviderServer();
});
afterAll(() => server.close());

describe('A run that a provider answers', () => {
  let folder: string;
  let host: Host;
  let client: ContractRouterClient<Contract>;
  let clock: ReturnType<typeof turnedClock>;
  const logs: string[] = [];
  let close: () => Promise<void>;

  const open = async () => {
    const { workspace } = await openTestWorkspace({ folder, clock });
    host = openHost(workspace, { log: text => logs.push(text) });
    const { port1, port2 } = new MessageChannel();
    host.attach(portPipe(port1));
    client = createORPCClient(new RPCLink({ port: port2, customJsonSerializers: [ROW_BATCHES] }));
    close = async () => {
      port2.close();
      await host.close();
    };
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atelier-paid-'));
    addPaidSkill(folder);
    clock = turnedClock();
    await open();
    const choice = { provider: 'anthropic', modelId: MODEL, baseUrl: `${server.origin}/v1` } as const;
    await client.models.unlock({ passphrase: PASSPHRASE });
    await client.models.setKey({ of: { provider: 'anthropic', baseUrl: choice.baseUrl }, key: KEY });
    await client.models.choose({
      classes: ['drafting'],
      choice: { ...CHOICE, ...choice },
    });
    server.say(anthropic?.whole('{"text":"It moved."}', 'done') ?? (() => undefined));
  });
  afterEach(async () => {
    await close();
    await rm(folder, { recursive: true, force: true });
  });

  const rowsOf = async (runId: Parameters<Host['workspace']['runner']['settled']>[0]) => {
    await host.workspace.runner.settled(runId);
    const { trace, ledger, orgId } = host.workspace;
    return { trace: await trace.rowsOf(orgId, runId), ledger: await ledger.rows(orgId, runId) };
  };

  it('has on its ledger row who answered, its tokens, its cost and the price it was counted with', async () => {
    const { ledger } = await rowsOf(await startRun(host.workspace, ONE, NOTE));
    const { classes, todayMicroUsd } = await client.models.read();

    // By the shipped table: 24 new tokens at 3 dollars a million, 16 kept at 0.30, 7 at 15: 181.8 millionths.
    expect(ledger).toMatchObject([
      {
        ...{
          provider: 'anthropic',
          requestModel: 'claude-sonnet-4-5-20250929',
          inputTokens: 40,
          outputTokens: 7,
          cacheReadTokens: 16,
          reasoningTokens: 2,
        },
        ...{ costMicroUsd: 182, priceTableHash: classes[1]?.remote?.price?.hash, status: 'ok', finishReason: 'stop' },
      },
    ]);
    expect(todayMicroUsd).toBe(182);
  });

  it('waits as long as the provider asks for, and says so in its trace', async () => {
    let calls = 0;
    server.say((response, asked) => {
      const answer =
        calls++ === 0
          ? json(429, anthropic?.fault('rate', 'slow down'), { 'retry-after': '7' })
          : anthropic?.whole('{"text":"It moved."}', 'done');
      answer?.(response, asked);
    });
    const runId = await startRun(host.workspace, ONE, NOTE);
    const scheduled = async () =>
      (await host.workspace.trace.rowsOf(host.workspace.orgId, runId)).flatMap(row => (row.kind === 'step.retry_scheduled' ? [row] : []));
    await expect.poll(async () => (await scheduled()).length).toBe(1);
    const [row] = await scheduled();

    expect(row?.data.error).toMatchObject({ class: 'rate_limited', retryAfterMs: 7000 });
    expect((row?.data.wakeAtUs ?? 0) - (row?.atUs ?? 0)).toBeGreaterThan(6_999_000);
    clock.turn(7001);
    expect(story((await rowsOf(runId)).trace)).toContain('run.succeeded');
    expect(calls).toBe(2);
  });

  it('stops before a call that could pass its limit, also after a restart, and spends nothing on it', async () => {
    // A call may cost some 2,000 for its question and 15,000 for its answer; it does cost 182.
    await client.models.setLimits({ perRunMicroUsd: 18_000, perDayMicroUsd: null });
    expect(story((await rowsOf(await startRun(host.workspace, TWO, NOTE))).trace)).toContain('run.succeeded');
    await client.models.setLimits({ perRunMicroUsd: null, perDayMicroUsd: 17_500 });
    await close();
    await open();
    server.say(anthropic?.whole('{"text":"It moved."}', 'done') ?? (() => undefined));
    await client.models.unlock({ passphrase: PASSPHRASE });
    expect((await client.models.read()).todayMicroUsd).toBe(364);

    await client.models.setLimits({ perRunMicroUsd: null, perDayMicroUsd: 400 });
    const { trace, ledger } = await rowsOf(await startRun(host.workspace, ONE, NOTE));

    expect(story(trace)).toContain('step.failed a budget_exceeded/day_limit');
    expect(ledger).toMatchObject([{ status: 'failed', errorClass: 'budget_exceeded', costMicroUsd: 0 }]);
    expect(server.asked).toHaveLength(0);
    const told = trace.flatMap(row => (row.kind === 'step.failed' ? [row.data.error.message] : []));
    expect(told[0]).toMatch(/^The next call may cost up to \$0\.0\d+, and today has \$0\.000364 of its limit of \$0\.0004 spent already\./);
    clock.turn(86_400_000);
    await client.models.setLimits({ perRunMicroUsd: null, perDayMicroUsd: 30_000 });
    expect(story((await rowsOf(await startRun(host.workspace, ONE, NOTE))).trace)).toContain('run.succeeded');
  });

  it('is planned at the price of now: of the model, of another one that was never asked, and not at all without a price', async () => {
    const flow = Flow.parse({ ...ONE, steps: [{ ...step('a'), config: { ...step('a').config, cache: 'ignore' } }] });
    const planned = async () => {
      const packet = packetOf(host.workspace, flow, NOTE);
      const [planStep] = (await host.workspace.plan({ flowId: FlowId.parse('f'), flow, versionNo: null, packet, mode: 'draft' })).steps;
      return planStep?.expected;
    };
    expect(await planned()).toEqual({ tokens: null, costMicroUsd: null, basedOn: 0 });
    await rowsOf(await startRun(host.workspace, ONE, NOTE));

    expect(await planned()).toEqual({ tokens: 47, costMicroUsd: 182, basedOn: 1 });
    await client.models.setPrice({ provider: 'anthropic', modelId: MODEL, input: 30, output: 150, source: 'a test', date: '2026-11-01' });
    expect(await planned()).toEqual({ tokens: 47, costMicroUsd: 2250, basedOn: 1 });
    await client.models.choose({ classes: ['drafting'], choice: { ...CHOICE, provider: 'openai', modelId: 'gpt-4.1-mini-2025-04-14' } });
    // 24 at 0.40 dollars a million, 16 at 0.10, 7 at 1.60: 22.4 millionths.
    expect(await planned()).toEqual({ tokens: 47, costMicroUsd: 22, basedOn: 1 });
    await client.models.choose({
      classes: ['drafting'],
      choice: { ...CHOICE, provider: 'openai', modelId: 'new-9', baseUrl: 'https://api.example/v1' },
    });
    expect(await planned()).toEqual({ tokens: 47, costMicroUsd: null, basedOn: 1 });
  });

  it('leaves no trace of its key: in no file, row, export, answer or log, though the provider says it back', async () => {
    const printed = [
      vi.spyOn(process.stdout, 'write'),
      vi.spyOn(process.stderr, 'write'),
      vi.spyOn(console, 'log'),
      vi.spyOn(console, 'warn'),
    ];
    const shown: unknown[] = [];
    const say = (answer: ReturnType<typeof json> | undefined) => server.say(answer ?? (() => undefined));
    for (const answer of [
      anthropic?.whole('{"text":"It moved."}', 'done'),
      anthropic?.whole(JSON.stringify({ no: 'such' }), 'done'),
      json(401, anthropic?.fault('key', `invalid key ${KEY}`)),
      json(500, anthropic?.fault('server', `the key ${KEY} broke it`)),
    ]) {
      say(answer);
      const runId = await startRun(host.workspace, { ...ONE, steps: [{ ...step('a'), retry: { maxAttempts: 1 } }] }, NOTE);
      // An answer that does not fit is asked for in a second attempt.
      await expect
        .poll(async () => {
          clock.turn(60_000);
          return (await host.workspace.trace.rowsOf(host.workspace.orgId, runId)).at(-1)?.kind;
        })
        .toMatch(/^run\.(?:succeeded|failed)$/);
      const { trace, ledger } = await rowsOf(runId);
      shown.push(
        trace,
        ledger,
        otlpTrace(trace, ledger, ALL_VALUES),
        chromeTrace(trace, ledger),
        traceCsv(trace, ALL_VALUES),
        ledgerCsv(ledger),
      );
    }
    shown.push(
      await client.models.read(),
      await client.models.test({ modelClass: 'drafting' }),
      await client.workspace.read(),
      await client.catalog.read(),
    );
    shown.push(
      await client.models
        .setKey({ of: { provider: 'anthropic' }, key: `${KEY} with spaces` })
        .catch((error: unknown) => [String(error), error]),
    );
    shown.push(
      await client.models.setKey({ of: { provider: 'nobody' as 'anthropic' }, key: KEY }).catch((error: unknown) => [String(error), error]),
    );
    const said = printed.flatMap(spy => spy.mock.calls);
    vi.restoreAllMocks();
    await close();

    expect(JSON.stringify([shown, said, logs])).not.toMatch(/7Qx93kZpL0|seven words/);
    const files = await readdir(folder, { recursive: true, withFileTypes: true });
    for (const file of files.filter(entry => entry.isFile()))
      expect((await readFile(join(file.parentPath, file.name))).includes('7Qx93kZpL0'), file.name).toBe(false);
    await open();
  });
});
