import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { OrgId } from '../../../engine/base/ids.ts';
import { StorageError } from '../../../engine/runner/run-store.ts';
import { startRun, story } from '../../test-workspace.ts';
import { openEventDoor, SECRETS } from './an-event-door.ts';

type Door = Awaited<ReturnType<typeof openEventDoor>>;
let leave: (() => Promise<void>) | undefined;
afterEach(async () => {
  await leave?.();
  leave = undefined;
});

async function aDoor(...given: Parameters<typeof openEventDoor>): Promise<Door> {
  const door = await openEventDoor(...given);
  leave = door.leave;
  return door;
}

const WAITING = {
  format: 'atelier-flow/1',
  name: 'Wait',
  start: 'wait',
  steps: [{ id: 'wait', kind: 'event_wait', config: { eventType: 'rfp.proposal.opened', match: "payload.opened_by == 'Noor Haddad'" } }],
};

const kept = async ({ workspace }: Door): Promise<number> => (await workspace.events.list(workspace.orgId, { limit: 100 })).length;

describe('POST /v1/events', () => {
  it('takes a signed event, and the run that waits for it goes on', async () => {
    const door = await aDoor();
    const { workspace } = door;
    const runId = await startRun(workspace, WAITING);
    await workspace.runner.settled(runId);

    expect(await door.send({ envelope: { event_id: 'evt_first' } })).toEqual({
      status: 200,
      body: { event_id: 'evt_first', status: 'received' },
    });

    await workspace.runner.settled(runId);
    expect(story(await workspace.trace.rowsOf(workspace.orgId, runId)).slice(-3)).toEqual([
      'event.matched wait',
      'step.completed wait',
      'run.succeeded',
    ]);
    expect((await workspace.events.list(workspace.orgId, { limit: 1 }))[0]?.takenBy).toEqual([runId]);
  });

  it('takes an event that comes before anybody waits for it', async () => {
    const door = await aDoor();
    const { workspace } = door;
    const early = {
      ...WAITING,
      start: 'ask',
      steps: [{ id: 'ask', kind: 'human_task', config: { assignee: 'user:ana', description: 'Go on?' }, next: 'wait' }, ...WAITING.steps],
    };
    const runId = await startRun(workspace, early);
    const run = await workspace.runner.settled(runId);

    expect((await door.send()).status).toBe(200);
    const waitId = run?.state.status === 'waiting' ? run.state.wait.waitId : null;
    if (waitId === null) throw new Error('The run asks first.');
    await workspace.runner.resolve({ waitId, outcome: 'approve', comment: null, answer: {}, by: workspace.me, roles: [] });

    expect((await workspace.runner.settled(runId))?.state.status).toBe('succeeded');
  });

  it('answers a repetition with 200 and does nothing, also while the first is still being worked on', async () => {
    const door = await aDoor();
    const runId = await startRun(door.workspace, WAITING);
    await door.workspace.runner.settled(runId);
    const { bytes, headers } = door.signed();

    const answers = await Promise.all(Array.from({ length: 20 }, () => door.post(bytes, headers)));

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(answers.filter(({ body }) => body.status === 'received')).toHaveLength(1);
    await door.workspace.runner.settled(runId);
    const rows = await door.workspace.trace.rowsOf(door.workspace.orgId, runId);
    expect(rows.filter(({ kind }) => kind === 'event.matched')).toHaveLength(1);
    expect(await kept(door)).toBe(1);
  });

  it('refuses another body under a known key with 409', async () => {
    const door = await aDoor();
    await door.send({ envelope: { idempotency_key: 'k', event_id: 'evt_a' } });

    const second = await door.send({
      envelope: { idempotency_key: 'k', event_id: 'evt_a', payload: { proposal_id: 'p', opened_by: 'Eve' } },
    });

    expect(second).toMatchObject({ status: 409, body: { error: { code: 'other_body' } } });
    expect(await kept(door)).toBe(1);
  });

  it('gives a wait the oldest that matches, in whatever order they come', async () => {
    const door = await aDoor();
    const { workspace } = door;
    const opened = (by: string, id: string) => ({
      envelope: { event_id: id, idempotency_key: id, payload: { proposal_id: 'p', opened_by: by } },
    });
    const runId = await startRun(workspace, WAITING);
    await workspace.runner.settled(runId);

    for (const sending of [opened('Ilse', 'other'), opened('Noor Haddad', 'second'), opened('Noor Haddad', 'first')])
      await door.send(sending);

    await workspace.runner.settled(runId);
    const rows = await workspace.trace.rowsOf(workspace.orgId, runId);
    expect(
      rows.flatMap(row => (row.kind === 'event.matched' || row.kind === 'event.unmatched' ? [`${row.kind} ${row.data.eventId}`] : [])),
    ).toEqual(['event.unmatched other', 'event.matched second']);
  });

  it('refuses what was sent five minutes ago, or will be', async () => {
    const door = await aDoor();
    const { bytes, headers } = door.signed();
    door.clock.turn(301_000);

    expect(await door.post(bytes, headers)).toMatchObject({ status: 401, body: { error: { code: 'outside_window' } } });
    expect(await door.send({ offSeconds: 301 })).toMatchObject({ status: 401, body: { error: { code: 'outside_window' } } });
    expect(await kept(door)).toBe(0);
  });

  it('takes both secrets while one is changed, and then only the new one', async () => {
    const changing = await aDoor({ rfp: { secretRef: 'env:RFP', previousSecretRef: 'env:RFP_OLD' } });
    expect((await changing.send({ secret: 'RFP' })).status).toBe(200);
    expect((await changing.send({ secret: 'RFP_OLD' })).status).toBe(200);
    delete changing.environment['RFP_OLD'];
    expect(await changing.send({ secret: 'RFP_OLD' })).toMatchObject({ status: 401, body: { error: { code: 'bad_signature' } } });
    expect((await changing.send({ secret: 'RFP' })).status).toBe(200);
  });

  it.each<[string, Parameters<Door['send']>[0], number, string]>([
    ['garbage', { body: 'not json at all' }, 400, 'not_json'],
    ['bytes that are no text', { body: Buffer.from([0xc3, 0x28]) }, 400, 'not_json'],
    ['300 KB', { body: 'x'.repeat(300 * 1024) }, 413, 'too_large'],
    ['20 MB', { body: 'x'.repeat(20 * 1024 * 1024) }, 413, 'too_large'],
    ['an event for another org', { envelope: { org_id: 'neighbour' } }, 403, 'wrong_org'],
    ['an event signed for another org', { orgOfKey: OrgId.parse('neighbour') }, 401, 'bad_signature'],
    ['an event of a product that another signed', { secret: 'CATALYST' }, 403, 'wrong_product'],
    ['an unknown secret', { secret: 'guessed' }, 401, 'bad_signature'],
    ['a payload that the manifest does not know', { envelope: { payload: { opened_by: 7 } } }, 422, 'not_an_event'],
    ['no signature', { headers: { 'webhook-signature': '' } }, 401, 'bad_signature'],
    ['a time that is no number', { headers: { 'webhook-timestamp': 'now' } }, 400, 'headers_malformed'],
    ['a foreign web page', { headers: { origin: 'https://evil.example' } }, 403, 'not_here'],
    ['another name for this computer', { headers: { host: 'evil.example' } }, 403, 'not_here'],
  ])('refuses %s', async (_name, sending, status, code) => {
    const door = await aDoor();

    const answer = await door.send(sending);

    expect(answer).toMatchObject({ status, body: { error: { code } } });
    expect(answer.body.error?.message).toMatch(/[.!]$/);
    for (const secret of Object.values(SECRETS)) expect(JSON.stringify(answer)).not.toContain(secret);
    expect(await kept(door)).toBe(0);
  });

  it('asks for the three headers, and for POST', async () => {
    const door = await aDoor();

    expect(await door.post(Buffer.from('{}'), {})).toMatchObject({ status: 400, body: { error: { code: 'headers_missing' } } });
    expect(await door.post(Buffer.from(''), {}, 'GET')).toMatchObject({ status: 405, body: { error: { code: 'method_not_allowed' } } });
  });

  it('keeps nothing of a body that is cut off', async () => {
    const door = await aDoor();
    const { bytes, headers } = door.signed();
    const socket = await door.raw();
    const head = Object.entries({ host: `127.0.0.1:${door.port}`, ...headers, 'content-length': String(bytes.length) });
    socket.write(`POST /v1/events HTTP/1.1\r\n${head.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
    socket.write(bytes.subarray(0, 40));

    socket.destroy();
    await once(socket, 'close');

    expect((await door.post(bytes.subarray(0, 40), headers)).body.error?.code).toBe('bad_signature');
    expect(await kept(door)).toBe(0);
  });

  it('waits ten seconds for a body and not longer', async () => {
    const door = await aDoor();
    const socket = await door.raw();
    let heard = '';
    socket.setEncoding('utf8').on('data', (part: string) => (heard += part));
    socket.write(`POST /v1/events HTTP/1.1\r\nhost: 127.0.0.1:${door.port}\r\ncontent-length: 100\r\n\r\n{`);
    while (door.clock.sleeping() === 0) await new Promise(setImmediate);

    door.clock.turn(10_000);
    await once(socket, 'close');

    expect(heard).toContain('HTTP/1.1 408');
    expect(heard).toContain('"too_slow"');
  });

  it('counts refusals where a person finds them; a flood takes the room of one row', async () => {
    const door = await aDoor();
    for (let nth = 0; nth < 25; nth++) await door.send({ secret: `guess ${String(nth)}` });
    await door.send({ envelope: { org_id: 'neighbour' } });

    const counts = await door.workspace.events.rejections(door.workspace.orgId);

    expect(counts.map(({ code, product, count }) => [code, product, count])).toEqual([
      ['wrong_org', 'rfp', 1],
      ['bad_signature', null, 25],
    ]);
  });

  it('says that the disk refused, so that the sender comes back', async () => {
    let isFull = true;
    const door = await aDoor(undefined, needs => ({
      ...needs,
      events: {
        ...needs.events,
        receive: (event, atUs) => (isFull ? Promise.reject(new StorageError('The disk is full.')) : needs.events.receive(event, atUs)),
      },
    }));

    expect(await door.send({ envelope: { idempotency_key: 'k' } })).toMatchObject({ status: 507, body: { error: { code: 'storage' } } });
    isFull = false;
    expect((await door.send({ envelope: { idempotency_key: 'k' } })).status).toBe(200);
  });

  it('takes a CloudEvent under its own content type', async () => {
    const door = await aDoor();
    const cloud = {
      specversion: '1.0',
      id: 'A1',
      source: 'rfp',
      type: 'rfp.invoice.paid',
      time: '2027-03-01T09:00:00Z',
      orgid: 'local',
      data: { amount: 7 },
    };

    expect(await door.send({ body: JSON.stringify(cloud), headers: { 'content-type': 'application/cloudevents+json' } })).toEqual({
      status: 200,
      body: { event_id: 'A1', status: 'received' },
    });
    expect((await door.workspace.events.list(door.workspace.orgId, { limit: 1 }))[0]?.event).toMatchObject({
      product: 'rfp',
      payload: { amount: 7 },
    });
  });
});
