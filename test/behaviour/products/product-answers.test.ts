import { afterEach, describe, expect, it } from 'vitest';
import { MAX_ANSWER_BYTES } from '../../../engine/products/send-request.ts';
import { bellThat, closeBell } from './a-bell.ts';
import { answer, openProductServer } from './a-product-server.ts';

afterEach(closeBell);

describe('what a product answers', () => {
  const NEXT_HOUR = new Date(Date.now() + 3_600_000).toUTCString();
  it.each([
    // status, headers, idempotent → class/code, once → class
    [400, {}, 'validation/refused', 'validation'],
    [401, {}, 'auth/not_allowed', 'auth'],
    [403, {}, 'auth/not_allowed', 'auth'],
    [404, {}, 'not_found/not_there', 'not_found'],
    [405, {}, 'not_found/no_such_call', 'not_found'],
    [408, {}, 'timeout/product_timeout', 'outcome_unknown'],
    [409, {}, 'policy/conflict', 'policy'],
    [409, { 'retry-after': '1' }, 'transient/still_working', 'transient'],
    [410, {}, 'not_found/not_there', 'not_found'],
    [422, {}, 'validation/refused', 'validation'],
    [429, {}, 'rate_limited/busy', 'rate_limited'],
    [429, { 'retry-after': '7' }, 'rate_limited/busy', 'rate_limited'],
    [500, {}, 'transient/product_failed', 'outcome_unknown'],
    [501, {}, 'not_found/no_such_call', 'not_found'],
    [502, {}, 'transient/product_failed', 'outcome_unknown'],
    [503, {}, 'transient/product_failed', 'outcome_unknown'],
    [503, { 'retry-after': NEXT_HOUR }, 'rate_limited/busy', 'rate_limited'],
    [504, {}, 'timeout/product_timeout', 'outcome_unknown'],
    [301, { location: 'http://elsewhere.example/' }, 'policy/redirected', 'policy'],
    [302, { location: '/done' }, 'policy/redirected', 'outcome_unknown'],
    [304, {}, 'policy/redirected', 'policy'],
    [799, {}, 'invalid_output/odd_status', 'outcome_unknown'],
  ] as const)('with status %i and %j is a typed error', async (status, headers, ofIdempotent, ofOnce) => {
    const { call } = await bellThat((_seen, response) => answer(response, status, { detail: 'The rope is loose' }, headers));

    const [idempotent, once] = [await call('ring'), await call('toll')];

    const [errorClass, code] = ofIdempotent.split('/');
    expect(idempotent).toMatchObject({ ok: false, error: { class: errorClass, code } });
    expect(once).toMatchObject({ ok: false, error: { class: ofOnce } });
    for (const told of [idempotent, once]) if (!told.ok) expect(told.error.message).toContain('Bell');
    if (!idempotent.ok && status !== 304) expect(idempotent.error.message).toContain('The rope is loose.');
    const waits: Record<string, number> = { '1': 1000, '7': 7000, [NEXT_HOUR]: 3_600_000 };
    const wait = 'retry-after' in headers ? waits[headers['retry-after']] : undefined;
    const told = idempotent.ok ? undefined : idempotent.error.retryAfterMs;
    if (wait === undefined) expect(told).toBeUndefined();
    else expect(Math.abs((told ?? 0) - wait)).toBeLessThan(10_000);
  });

  it.each([
    ['HTML', 'text/html', '<html>welcome</html>', 'not_json'],
    ['HTML said to be JSON', 'application/json', '<html>welcome</html>', 'not_json'],
    ['half of its JSON', 'application/json', '{"heard":', 'not_json'],
    ['one key twice', 'application/json', '{"heard":1,"heard":2}', 'not_json'],
    ['a number that loses digits', 'application/json', '{"heard":12345678901234567890}', 'not_json'],
    ['another encoding', 'application/json; charset=latin1', '{"heard":1}', 'not_utf8'],
    ['bytes that are no text', 'application/json', Buffer.from([0x22, 0xff, 0x22]), 'not_utf8'],
    ['nothing', 'application/json', '', 'schema_mismatch'],
    ['another shape', 'application/json', '{"heard":"loud"}', 'schema_mismatch'],
    ['a depth without end', 'application/json', '['.repeat(200_000), 'not_json'],
  ])('is not taken when it is %s', async (_what, type, body, code) => {
    const { call } = await bellThat((_seen, response) => response.writeHead(200, { 'content-type': type }).end(body));

    expect(await call('ring')).toMatchObject({ ok: false, error: { class: 'invalid_output', code } });
    expect(await call('toll')).toMatchObject({ ok: false, error: { class: 'outcome_unknown' } });
  });

  it('is taken as `application/problem+json`, with a charset, and with a status that says created', async () => {
    const { call } = await bellThat((_seen, response) =>
      answer(response, 201, { heard: 1 }, { 'content-type': 'application/hal+json; charset="UTF-8"' }),
    );

    expect(await call('toll')).toMatchObject({ ok: true });
  });

  it('is read no further than 5 MiB', async () => {
    const { call } = await bellThat((_seen, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      };
      response.on('drain', more).on('error', () => undefined);
      more();
    });

    expect(await call('ring')).toMatchObject({ error: { class: 'invalid_output', code: 'answer_too_large' } });
    expect(MAX_ANSWER_BYTES).toBe(5 * 1024 * 1024);
  });

  it('is told in one bounded sentence without control characters', async () => {
    const { call } = await bellThat((_seen, response) =>
      answer(response, 400, { error: { message: `no\u0007\u202e rope\n${'x'.repeat(5000)}` } }),
    );

    const told = await call('ring');

    if (told.ok) throw new Error('It was refused.');
    expect(told.error.message).toMatch(/no rope x+/);
    expect(told.error.message.length).toBeLessThan(500);
  });
});

describe('a redirect', () => {
  it('is followed at the product’s own origin, with the same request', async () => {
    const { server, call } = await bellThat((seen, response) =>
      seen.target === '/there' ? answer(response, 200, { heard: 2 }) : response.writeHead(307, { location: '/there' }).end(),
    );

    expect(await call('toll')).toMatchObject({ ok: true });
    expect(server.seen[0]?.body).toBe(server.seen[1]?.body);
  });

  it('is never followed to another origin, so nothing signed gets there', async () => {
    const elsewhere = await openProductServer((_seen, response) => answer(response, 200, { heard: 2 }));
    const { call } = await bellThat((_seen, response) => response.writeHead(307, { location: `${elsewhere.url}/there` }).end());

    expect(await call('look')).toMatchObject({ error: { class: 'policy', code: 'redirected' } });
    expect(elsewhere.seen).toEqual([]);
    await elsewhere.close();
  });

  it('that leads round in a circle ends after three', async () => {
    const { server, call } = await bellThat((seen, response) => response.writeHead(308, { location: seen.target }).end());

    expect(await call('ring')).toMatchObject({ error: { class: 'policy', code: 'redirected' } });
    expect(server.seen).toHaveLength(4);
  });
});
