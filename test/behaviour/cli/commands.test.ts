import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SHIPPED_RESOURCES } from '../../../engine/open-workspace.ts';
import { atelier } from './atelier.ts';

const FLOW = join(SHIPPED_RESOURCES, 'flows', 'synthesize-session.flow.json');
const PACKET = join(SHIPPED_RESOURCES, 'packets', 'session-maya-week-6.packet.json');

interface RunDocument {
  readonly runId: string;
  readonly state: string;
  readonly steps: readonly {
    readonly id: string;
    readonly kind: string;
    readonly from: string | null;
    readonly simulated?: boolean;
    readonly cachedFrom?: { readonly runId: string };
  }[];
  readonly artefacts: readonly string[];
  readonly totals: { readonly cacheHits: number; readonly cacheMisses: number };
  readonly rows?: readonly { readonly seq: number; readonly kind: string }[];
}

describe('the command line', () => {
  let folder: string;
  let first: RunDocument;
  const inWorkspace = (...words: string[]) => atelier([...words, '--workspace', join(folder, 'workspace')]);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atelier-cli-'));
    const told = await inWorkspace('run', FLOW, '--packet', PACKET, '--answer', 'decide=approve', '--json');
    expect(told).toMatchObject({ code: 0, err: '' });
    first = JSON.parse(told.out) as RunDocument;
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('runs a flow to its artefact and prints one JSON document', async () => {
    expect(first).toMatchObject({ state: 'succeeded', totals: { cacheHits: 0, cacheMisses: 6 } });
    expect(first.steps.find(({ id }) => id === 'share')).toMatchObject({ kind: 'product_action', simulated: true });
    expect(await readFile(first.artefacts[0] ?? '', 'utf8')).toContain('## Sources');
  });

  it('serves the second run from the cache', async () => {
    const told = await inWorkspace('run', FLOW, '--packet', PACKET, '--answer', 'decide=approve', '--json');
    const again = JSON.parse(told.out) as RunDocument;

    expect(again.totals).toMatchObject({ cacheHits: 6, cacheMisses: 0 });
    expect(
      again.steps
        .filter(({ kind }) => kind === 'sage_skill')
        .every(({ from, cachedFrom }) => from === 'cache' && cachedFrom?.runId === first.runId),
    ).toBe(true);
  });

  it('keeps a run that needs a person, in a process that ends with 3, and goes on in another', async () => {
    const parked = await inWorkspace('run', FLOW, '--packet', PACKET, '--json');
    expect(parked.code).toBe(3);
    const inbox = JSON.parse((await inWorkspace('inbox', '--json')).out) as { waits: { wait: { waitId: string } }[] };
    const waitId = inbox.waits[0]?.wait.waitId ?? '';
    expect(parked.err).toContain(waitId);

    const resolved = await inWorkspace('resolve', waitId, '--outcome', 'approve', '--json');

    expect(resolved.code).toBe(0);
    expect(JSON.parse(resolved.out)).toMatchObject({ state: 'succeeded' });
    expect((await inWorkspace('resolve', waitId, '--outcome', 'approve')).code).toBe(1);
  });

  it('exports the document of a run as a page, and says what else it was asked for', async () => {
    const file = join(folder, 'synthesis.html');
    const told = await inWorkspace('artefact', 'export', first.runId, '--as', 'html', '--out', file, '--json');

    expect(JSON.parse(told.out)).toMatchObject({ runId: first.runId, file, broken: [] });
    expect(await readFile(file, 'utf8')).toContain('<section class="sources">');
    expect(await inWorkspace('artefact', 'export', 'run_0', '--as', 'md')).toMatchObject({
      code: 2,
      err: 'There is no run run_0 in this workspace.\n',
    });
  });

  it('tells a run by its trace, without a gap', async () => {
    const trace = JSON.parse((await inWorkspace('trace', first.runId, '--json')).out) as RunDocument;

    expect(trace.rows?.map(({ seq }) => seq)).toEqual(trace.rows?.map((_, index) => index + 1));
    expect(trace.rows?.[0]?.kind).toBe('run.created');
    expect(trace.rows?.at(-1)?.kind).toBe('run.succeeded');
  });

  it('prints a ledger row for each stage of a run', async () => {
    const ledger = JSON.parse((await inWorkspace('ledger', '--run', first.runId, '--json')).out) as {
      columns: string[];
      rows: unknown[][];
    };

    expect(ledger.rows).toHaveLength(6);
    expect(ledger.rows.map(row => row[ledger.columns.indexOf('provider')])).toEqual(Array.from({ length: 6 }, () => 'local-extractive'));
  });

  it('answers one SELECT and refuses to change anything', async () => {
    const asked = await inWorkspace('sql', 'SELECT count(*) AS n FROM atelier_ledger', '--json');
    expect(JSON.parse(asked.out)).toMatchObject({ columns: ['n'] });

    const told = await inWorkspace('sql', 'DELETE FROM atelier_ledger');
    expect(told.code).toBe(2);
    expect(told.err.trim()).not.toBe('');
  });

  it('verifies every chain', async () => {
    const told = await inWorkspace('verify', '--json');

    expect(told.code).toBe(0);
    expect(JSON.parse(told.out)).toMatchObject({ ok: true, breaks: [] });
  });

  it('evaluates a line at a time, errors with their position', async () => {
    const told = await atelier(
      ['eval', '--jsonl'],
      '{"expression":"context.a >= 0.7","variables":{"context":{"a":1}}}\n{"expression":"context.b","variables":{"context":{}}}\n{"expression":"1 +"}\nnonsense\n',
    );
    const lines = told.out
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as { value?: unknown; error?: { message: string; start?: number } });

    expect(lines[0]).toEqual({ value: true });
    expect(lines[1]?.error?.start).toBe(8);
    expect(lines[2]?.error?.message).toBeTruthy();
    expect(lines[3]?.error?.message).toContain('not JSON');
    expect(told.code).toBe(1);
  });

  it('checks the shipped flows clean', async () => {
    for (const name of ['synthesize-session', 'onboarding']) {
      const told = await atelier(['check', join(SHIPPED_RESOURCES, 'flows', `${name}.flow.json`), '--json']);
      expect(told.code).toBe(0);
      expect(JSON.parse(told.out)).toEqual({ problems: [] });
    }
  });

  it('goes on with an event that was given, and waits with 3 for one that was not', async () => {
    const flow = join(folder, 'paid.flow.json');
    await writeFile(
      flow,
      JSON.stringify({
        format: 'atelier-flow/1',
        name: 'Paid',
        start: 'paid',
        steps: [{ id: 'paid', kind: 'event_wait', config: { eventType: 'catalyst.purchase.confirmed', match: 'payload.amount > 10' } }],
      }),
    );
    await writeFile(join(folder, 'event.json'), JSON.stringify({ event_type: 'catalyst.purchase.confirmed', payload: { amount: 20 } }));

    expect((await inWorkspace('run', flow)).code).toBe(3);
    expect((await inWorkspace('run', flow, '--event', join(folder, 'event.json'))).code).toBe(0);
  });
});
