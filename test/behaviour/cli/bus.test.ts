import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atelier } from './atelier.ts';

let folder: string;
const file = (name: string): string => join(folder, name);
const inWorkspace = (...words: readonly string[]) => atelier([...words, '--workspace', file('workspace')]);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-cli-bus-'));
  await mkdir(join(file('workspace'), 'products'), { recursive: true });
  const settings = { format: 'atelier-workspace/1', name: 'Bus', orgId: 'local', orgName: 'Here', me: 'user:ana', roles: [] };
  const products = { bell: { url: 'http://127.0.0.1:9', secretRef: 'env:ATELIER_TEST_NO_SUCH_SECRET' } };
  await writeFile(join(file('workspace'), 'workspace.json'), JSON.stringify({ ...settings, products }));
  const sound = { title: 'Sound', effect: 'once', delivery: 'event', payload: {}, response: {}, examples: [{ response: {} }] };
  const manifest = { format: 'atelier-product/1', product: 'bell', title: 'Bell', actions: { sound }, events: {} };
  await writeFile(join(file('workspace'), 'products', 'bell.product.json'), JSON.stringify(manifest));
  const tell = { id: 'tell', kind: 'product_action', config: { product: 'bell', action: 'sound' } };
  await writeFile(file('tell.flow.json'), JSON.stringify({ format: 'atelier-flow/1', name: 'Tell', start: 'tell', steps: [tell] }));
  await writeFile(file('event.json'), JSON.stringify({ event_id: 'evt_a', event_type: 'rfp.proposal.opened', payload: {} }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('atelier outbox', () => {
  it('shows an event that could not leave and why, and sends it again on demand', async () => {
    expect((await inWorkspace('run', file('tell.flow.json'), '--mode', 'live')).code).toBe(0);

    const { events } = JSON.parse((await inWorkspace('outbox', '--status', 'dead', '--json')).out) as {
      events: { event: { event_id: string } }[];
    }; // true: its document
    const eventId = events[0]?.event.event_id ?? '';
    expect(events).toMatchObject([{ status: 'dead', attempts: 1, error: { code: 'no_secret' } }]);
    const again = await inWorkspace('outbox', '--retry', eventId);
    expect(again.code).toBe(0);
    expect(again.out).toContain('ATELIER_TEST_NO_SUCH_SECRET');

    const unknown = await inWorkspace('outbox', '--retry', 'evt_unknown');
    expect(unknown).toMatchObject({ code: 1, out: '', err: expect.stringContaining('No event evt_unknown was sent from here.') as string });
  });
});

describe('atelier event', () => {
  it('lists what came and what was refused', async () => {
    expect((await inWorkspace('event', 'send', file('event.json'))).out).toContain('no run waits for it');

    const listed = JSON.parse((await inWorkspace('event', 'list', '--json')).out) as unknown;
    expect(listed).toMatchObject({ events: [{ event: { event_id: 'evt_a', product: 'operator' }, takenBy: [] }] });
    expect((await inWorkspace('event', 'list', '--rejected')).out).toContain('Nothing was refused.');
  });

  it.each([
    ['without a secret', ['--to', 'http://127.0.0.1:9'], '--secret-ref'],
    [
      'with a secret that is not there',
      ['--to', 'http://127.0.0.1:9', '--secret-ref', 'env:ATELIER_TEST_NO_SUCH_SECRET'],
      'There is no secret',
    ],
    ['to what is no address', ['--to', 'here', '--secret-ref', 'env:PATH'], 'write an address'],
    ['without an org', ['--to', 'http://127.0.0.1:9', '--secret-ref', 'env:PATH'], 'org_id and its product'],
  ])('send says in a sentence that it cannot be sent elsewhere %s', async (_name, words, sentence) => {
    const told = await atelier(['event', 'send', file('event.json'), ...words]);

    expect(told).toMatchObject({ code: 2, out: '', err: expect.stringContaining(sentence) as string });
  });
});
