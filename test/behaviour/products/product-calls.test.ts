import { afterEach, describe, expect, it } from 'vitest';
import { OrgId } from '../../../engine/base/ids.ts';
import { busKey } from '../../../engine/bus/bus-key.ts';
import { signersOf } from '../../../engine/bus/signature.ts';
import { ProductConnection } from '../../../engine/products/product-connection.ts';
import { bellThat, callerAt, closeBell, ORG, SECRET, TOKEN } from './a-bell.ts';
import { answer } from './a-product-server.ts';

afterEach(closeBell);

describe('a call', () => {
  it('posts the envelope, signed for this org, with its key, and gives the answer', async () => {
    const { server, call } = await bellThat((_seen, response) => answer(response, 200, { heard: 3 }));

    expect(await call('ring', { payload: { times: 3 } })).toEqual({ ok: true, value: { heard: 3 } });

    const [seen] = server.seen;
    expect(seen).toMatchObject({ method: 'POST', target: '/actions/ring' });
    expect(JSON.parse(seen?.body ?? '')).toEqual({
      v: 1,
      product: 'bell',
      action: 'ring',
      org_id: 'house',
      run_id: 'run_1',
      step_id: 'sound',
      idempotency_key: seen?.headers['idempotency-key'],
      occurred_at: '2023-11-14T22:13:20.000Z',
      payload: { times: 3 },
    });
    const content = {
      id: String(seen?.headers['webhook-id']),
      timestamp: String(seen?.headers['webhook-timestamp']),
      body: Buffer.from(seen?.body ?? ''),
    };
    const header = String(seen?.headers['webhook-signature']);
    expect(signersOf([{ key: busKey(SECRET, ORG) }], header, content)).toHaveLength(1);
    expect(signersOf([{ key: busKey(SECRET, OrgId.parse('other')) }], header, content)).toHaveLength(0);
    expect(Math.abs(Number(content.timestamp) - Date.now() / 1000)).toBeLessThan(60);
  });

  it('takes the form that the manifest tells, and signs that', async () => {
    const { server, call } = await bellThat((_seen, response) => answer(response, 200, { heard: 1 }));

    await call('find', { payload: { name: 'Big Ben/2', day: ['mon', 'tue'], limit: 5, tower: 'north', ignored: true } });
    await call('hang', { payload: { name: 'x', weight: 4, of: { metal: 'bronze' } } });
    await call('list', { payload: { names: ['a', 'b'] } });

    expect(server.seen.map(({ method, target, body }) => [method, target, body])).toEqual([
      ['GET', '/bells/Big%20Ben%2F2/rings?day=mon&day=tue&page%5Blimit%5D=5', ''],
      ['POST', '/bells/x', '{"weight":4,"of":{"metal":"bronze"}}'],
      ['PUT', '/all', '["a","b"]'],
    ]);
    expect(server.seen[0]?.headers['x-tower']).toBe('north');
    const content = (seen: (typeof server.seen)[number]) => ({
      id: String(seen.headers['webhook-id']),
      timestamp: String(seen.headers['webhook-timestamp']),
      body: Buffer.from(seen.body),
    });
    for (const seen of server.seen)
      expect(signersOf([{ key: busKey(SECRET, ORG) }], String(seen.headers['webhook-signature']), content(seen))).toHaveLength(1);
  });

  it.each(['', '.', '..', null, { deep: 1 }])('sends nothing when the path’s field is %j', async name => {
    const { server, call } = await bellThat((_seen, response) => answer(response, 200, { heard: 1 }));

    expect(await call('find', { payload: { name } })).toMatchObject({ ok: false, error: { class: 'validation', code: 'payload_misfit' } });
    expect(server.seen).toEqual([]);
  });

  it('sends no header that would split the request', async () => {
    const { server, call } = await bellThat((_seen, response) => answer(response, 200, { heard: 1 }));

    const sent = await call('find', { payload: { name: 'x', tower: 'a\r\nx-evil: 1' } });

    expect(sent).toMatchObject({ error: { class: 'validation' } });
    expect(server.seen).toEqual([]);
  });

  it('is not made without its secret, and says which is missing', async () => {
    const { server } = await bellThat((_seen, response) => answer(response, 200, { heard: 1 }));
    const without = await callerAt(server.url, { secretRef: 'env:NOT_SET' })('ring');
    const unsigned = await callerAt(server.url, {})('ring');

    expect(without).toMatchObject({
      error: { class: 'auth', code: 'no_secret', message: expect.stringContaining('env:NOT_SET') as string },
    });
    expect(unsigned).toMatchObject({ error: { class: 'auth', code: 'no_secret' } });
    expect(server.seen).toEqual([]);
  });

  it('is signed with both secrets while one takes the place of the other', async () => {
    const { server } = await bellThat((_seen, response) => answer(response, 200, { heard: 1 }));
    const rotating = { secretRef: 'env:BELL', previousSecretRef: 'env:OLD' };

    await callerAt(server.url, rotating, { BELL: SECRET, OLD: 'the-secret-before-it' })('ring');
    await callerAt(server.url, rotating, { BELL: SECRET })('ring');

    const headers = server.seen.map(seen => String(seen.headers['webhook-signature']).split(' '));
    expect(headers.map(({ length }) => length)).toEqual([2, 1]);
    const [seen] = server.seen;
    const content = {
      id: String(seen?.headers['webhook-id']),
      timestamp: String(seen?.headers['webhook-timestamp']),
      body: Buffer.from(seen?.body ?? ''),
    };
    const keys = [SECRET, 'the-secret-before-it', 'a-stranger'].map(secret => ({ key: busKey(secret, ORG) }));
    expect(signersOf(keys, headers[0]?.join(' ') ?? '', content)).toEqual(keys.slice(0, 2));
  });

  it('bears the token of an API that wants one, and then needs no signature', async () => {
    const { server, call } = await bellThat((_seen, response) => answer(response, 200, { heard: 1 }), {
      token: { secretRef: 'env:TOKEN', header: 'x-api-key', prefix: '' },
    });

    expect(await call('find', { payload: { name: 'x' } })).toMatchObject({ ok: true });
    expect(server.seen[0]?.headers['x-api-key']).toBe(TOKEN);
    expect(server.seen[0]?.headers['webhook-signature']).toBeUndefined();
  });

  it('keeps secrets out of whatever it gives back', async () => {
    const { call } = await bellThat(
      (seen, response) => answer(response, seen.target.startsWith('/actions') ? 400 : 200, { heard: 1, detail: `bad token ${TOKEN}` }),
      { secretRef: 'env:BELL', token: { secretRef: 'env:TOKEN' } },
    );

    const told = [await call('ring'), await call('find', { payload: { name: 'x' } }), await call('hang', { payload: { name: 'x' } })];

    expect(told).toMatchObject([
      { error: { class: 'validation', message: expect.stringContaining('bad token •••') as string } },
      { error: { class: 'invalid_output', code: 'secret_told' } },
      { error: { class: 'outcome_unknown' } },
    ]);
    expect(JSON.stringify(told)).not.toContain(TOKEN);
  });
});

describe('an address', () => {
  it.each([
    'ftp://bell.example',
    'http://me:secret@bell.example',
    'https://bell.example/?key=1',
    'https://bell.example/#x',
    'bell.example',
    'http://',
  ])('%s is none', url => expect(ProductConnection.safeParse({ url }).success).toBe(false));

  it('holds no secret, only where it is kept', () => {
    expect(ProductConnection.safeParse({ url: 'https://bell.example/api/', secretRef: 'env:BELL' }).success).toBe(true);
    expect(ProductConnection.safeParse({ secretRef: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' }).success).toBe(false);
    expect(ProductConnection.safeParse({ token: { secretRef: 'env:T', header: 'host' } }).success).toBe(false);
  });
});
