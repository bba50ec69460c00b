import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { ErrorClass } from '../../../engine/base/step-error.ts';
import { bellThat, closeBell, rawBell } from './a-bell.ts';

afterEach(closeBell);

const SEED = 20_261_121;

describe('whatever a product answers', () => {
  it(`over HTTP is its answer or a typed error with a bounded sentence, and never a fault (seed ${SEED})`, async () => {
    let next: { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array | string } = {
      status: 200,
      headers: {},
      body: '',
    };
    const { call } = await bellThat((_seen, response) => response.writeHead(next.status, next.headers).end(next.body));
    const body = fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.json(), fc.string({ unit: 'binary' }), fc.constant('{"heard":1}'));
    const headers = fc.record(
      {
        'content-type': fc.constantFrom(
          'application/json',
          'text/html',
          'application/json; charset=utf-16',
          ';',
          'application/problem+json',
        ),
        'retry-after': fc.constantFrom('0', '-1', '99999999999999', 'soon', 'Wed, 21 Oct 2015 07:28:00 GMT', ''),
        location: fc.constantFrom('/', '//', 'http://', '?', 'http://u:p@127.0.0.1/', 'javascript:1', '\t'),
        'content-encoding': fc.constantFrom('gzip', 'br'),
      },
      { requiredKeys: [] },
    );

    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 200, max: 599 }),
        headers,
        body,
        fc.constantFrom('ring', 'toll', 'look'),
        async (status, given, text, name) => {
          next = { status, headers: given, body: text };

          const told = await call(name);

          if (told.ok) return;
          expect(ErrorClass.safeParse(told.error.class).success).toBe(true);
          expect(told.error.class).not.toBe('engine_fault');
          expect(told.error.message.length).toBeLessThan(1500);
          expect(told.error.message).toContain('Bell');
          expect(told.error.retryAfterMs ?? 0).toBeLessThanOrEqual(86_400_000);
          if (name === 'toll') expect(['transient', 'timeout', 'invalid_output']).not.toContain(status === 409 ? '' : told.error.class);
        },
      ),
      { seed: SEED, numRuns: 300 },
    );
  });

  it.each([
    ['HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'],
    ['HTTP/1.1 100 Continue\r\n\r\n'],
    ['HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello!'],
    ['HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n'],
    [`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`],
    ['HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{"heard":1'],
    ['HTTP/9.9 200 OK\r\n\r\n'],
    ['\u0000\u0001\u0002'],
    [''],
  ])('in raw bytes (%#) is a typed error, and leaves open what must not be done twice', async bytes => {
    const call = await rawBell(bytes);

    const [ring, toll] = [await call('ring', { timeoutMs: 500 }), await call('toll', { timeoutMs: 500 })];

    expect(ring).toMatchObject({ ok: false });
    if (!ring.ok) expect(['transient', 'timeout', 'invalid_output']).toContain(ring.error.class);
    expect(toll).toMatchObject({ ok: false, error: { class: 'outcome_unknown' } });
  });
});
