import { afterEach, describe, expect, it } from 'vitest';
import { bellThat, callerAt, closeBell, rawBell } from './a-bell.ts';

afterEach(closeBell);

describe('a product that gives no answer', () => {
  it('because nothing listens there was not asked, so even what must not be done twice may be tried again', async () => {
    const { server } = await bellThat(() => undefined);
    await server.close();

    for (const name of ['ring', 'toll'])
      expect(await callerAt(server.url)(name)).toMatchObject({ error: { class: 'transient', code: 'not_reached' } });
  });

  it('because nobody knows its name was not asked', async () => {
    expect(await callerAt('http://bell.invalid')('toll')).toMatchObject({ error: { class: 'transient', code: 'not_reached' } });
  });

  it('because the connection broke may have done it', async () => {
    const call = await rawBell(null);

    expect(await call('ring')).toMatchObject({ error: { class: 'transient', code: 'connection_lost' } });
    expect(await call('toll')).toMatchObject({ error: { class: 'outcome_unknown', code: 'maybe_done' } });
  });

  it('because half of the body is missing may have done it', async () => {
    const call = await rawBell('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"heard":');

    expect(await call('ring')).toMatchObject({ error: { class: 'transient', code: 'connection_lost' } });
    expect(await call('toll')).toMatchObject({ error: { class: 'outcome_unknown' } });
  });

  it('because it does not speak HTTP is not the product', async () => {
    const call = await rawBell('220 mail.example ESMTP\r\n');

    expect(await call('ring')).toMatchObject({ error: { class: 'invalid_output', code: 'not_http' } });
  });

  it('within the time limit is given up, and what must not be done twice is left to a person', async () => {
    const { call } = await bellThat(() => undefined);

    expect(await call('ring', { timeoutMs: 50 })).toMatchObject({ error: { class: 'timeout', code: 'no_answer' } });
    expect(await call('toll', { timeoutMs: 50 })).toMatchObject({ error: { class: 'outcome_unknown' } });
  });

  it('but lets it trickle is given up just so', async () => {
    const { call } = await bellThat((_seen, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const trickle = setInterval(() => response.write(' '), 5);
      response.on('close', () => clearInterval(trickle));
    });

    expect(await call('ring', { timeoutMs: 100 })).toMatchObject({ error: { class: 'timeout', code: 'no_answer' } });
  });

  it('before the run is stopped is let go', async () => {
    const stop = new AbortController();
    const { server, call } = await bellThat(() => stop.abort());

    expect(await call('ring', {}, stop.signal)).toMatchObject({ error: { class: 'cancelled' } });
    expect(await call('ring', {}, stop.signal)).toMatchObject({ error: { class: 'cancelled' } });
    expect(server.seen).toHaveLength(1);
  });
});
