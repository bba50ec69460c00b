import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serveLoopback, type Loopback } from '../../../engine/host/loopback.ts';
import { MAX_MESSAGE_BYTES, type Pipe } from '../../../engine/host/pipe.ts';
import { newWireToken, wireProtocols } from '../../../engine/host/wire-token.ts';
import { ask, knock } from './loopback-door.ts';

/** A host that says back what it hears. */
const echo = { attach: (pipe: Pipe) => pipe.onMessage(text => pipe.post(`heard ${text}`)) };

let folder: string;
let loopback: Loopback;
let log: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'atelier-loopback-'));
  mkdirSync(join(folder, 'window', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'window', 'index.html'), '<title>Window</title>');
  writeFileSync(join(folder, 'window', 'assets', 'main.js'), 'export {};');
  writeFileSync(join(folder, 'secret.txt'), 'not for you');
  log = [];
  const served = await serveLoopback(echo, { windowFolder: join(folder, 'window'), port: 0, log: line => log.push(line) });
  if (!served.ok) throw new Error(served.error);
  loopback = served.value;
});

afterEach(async () => {
  await loopback.close();
  rmSync(folder, { recursive: true });
});

const ours = (): { headers: Record<string, string>; protocols: readonly string[] } => ({
  headers: { Origin: loopback.origin },
  protocols: wireProtocols(loopback.token),
});

describe('The files of the window', () => {
  it('come with a policy that allows no foreign code, no framing and no guessing of types', async () => {
    const answer = await ask(loopback.port, '/');

    expect(answer.status).toBe(200);
    expect(answer.body).toContain('<title>Window</title>');
    expect(answer.headers['content-security-policy']).toContain("default-src 'self'; script-src 'self';");
    expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(answer.headers['content-security-policy']).not.toContain('unsafe-eval');
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.headers['content-type']).toContain('text/html');
    expect((await ask(loopback.port, '/assets/main.js')).headers['content-type']).toContain('javascript');
  });

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/../../secret.txt',
    '//secret.txt',
    '/..\\secret.txt',
    '/%00',
  ])('do not include %s', async path => {
    const answer = await ask(loopback.port, path);

    expect([400, 404]).toContain(answer.status);
    expect(answer.body).not.toContain('not for you');
  });

  it('are only read', async () => {
    expect((await ask(loopback.port, '/', {}, 'POST')).status).toBe(405);
    expect((await ask(loopback.port, '/', {}, 'HEAD')).status).toBe(200);
  });

  it('survive a range that ends before it begins', async () => {
    expect((await ask(loopback.port, '/', { Range: 'bytes=9-2' })).status).toBe(200);
    expect((await ask(loopback.port, '/')).status).toBe(200);
  });

  it.each(['evil.example', 'evil.example:80', '127.0.0.1', '127.0.0.1:1', 'localhost.evil.example'])(
    'are not given to a page that calls this machine "%s"',
    async name => {
      expect((await ask(loopback.port, '/', { Host: name })).status).toBe(403);
    },
  );

  it('are given under both names of this machine, and to no foreign origin', async () => {
    expect((await ask(loopback.port, '/', { Host: `localhost:${loopback.port}` })).status).toBe(200);
    expect((await ask(loopback.port, '/', { Origin: 'https://evil.example' })).status).toBe(403);
  });
});

describe('The wire', () => {
  it('opens for a window that brings the token, and names only the protocol back', async () => {
    const { status, socket } = await knock(loopback.port, ours());

    expect(status).toBe(101);
    expect(socket?.protocol).toBe('atelier-wire-1');
    const heard = new Promise(resolve => socket?.on('message', (message: Buffer) => resolve(message.toString('utf8'))));
    socket?.send('hello');
    expect(await heard).toBe('heard hello');
  });

  it('is refused with 401 without the token, with another, with a part of it, and without the protocol', async () => {
    const { headers } = ours();
    const refusals = [
      [],
      ['atelier-wire-1'],
      wireProtocols(newWireToken()),
      wireProtocols(loopback.token.slice(0, -1)),
      wireProtocols(`${loopback.token}A`),
      [`atelier.${loopback.token}`],
      ['atelier-wire-2', `atelier.${loopback.token}`],
    ];
    for (const protocols of refusals) expect((await knock(loopback.port, { headers, protocols })).status).toBe(401);
  });

  it.each([
    'https://evil.example',
    'null',
    'http://127.0.0.1',
    'http://127.0.0.1:1',
    'https://127.0.0.1:PORT',
    'http://127.0.0.1:PORT.evil.example',
  ])('is refused with 403 to the origin %s even with the token', async origin => {
    const { protocols } = ours();
    const headers = { Origin: origin.replace('PORT', String(loopback.port)) };
    expect((await knock(loopback.port, { headers, protocols })).status).toBe(403);
  });

  it('is refused with 403 to a program that tells no origin, and to a name pointed at this machine', async () => {
    const { protocols, headers } = ours();
    expect((await knock(loopback.port, { protocols })).status).toBe(403);
    expect((await knock(loopback.port, { protocols, headers: { ...headers, Host: 'evil.example' } })).status).toBe(403);
  });

  it('has one path', async () => {
    for (const path of ['/', '/wire/', '/wire2', '/assets/wire'])
      expect((await knock(loopback.port, { ...ours(), path })).status).toBe(404);
  });

  it('ends at a binary message', async () => {
    const { socket } = await knock(loopback.port, ours());
    const closed = new Promise(resolve => socket?.on('close', resolve));
    socket?.send(new Uint8Array([1, 2, 3]));
    expect(await closed).toBe(1003);
  });

  it('takes no message beyond its limit', async () => {
    const { socket } = await knock(loopback.port, ours());
    const closed = new Promise(resolve => socket?.on('close', resolve));
    socket?.send('x'.repeat(MAX_MESSAGE_BYTES + 1));
    expect(await closed).toBe(1009);
  });
});

describe('The loopback', () => {
  it('makes a token of 256 bits at each launch and keeps it out of the log and of every request', async () => {
    await ask(loopback.port, `/nothing?token=${loopback.token}`, { Host: 'evil.example' });
    await knock(loopback.port, { path: `/?${loopback.token}`, ...ours() });
    await knock(loopback.port, { protocols: wireProtocols(`${loopback.token}A`), headers: { Origin: loopback.origin } });

    expect(Buffer.from(loopback.token, 'base64url')).toHaveLength(32);
    expect(new URL(loopback.address).hash).toBe(`#token=${loopback.token}`);
    expect(loopback.origin).not.toContain(loopback.token);
    expect(log).toEqual(['403 GET /nothing', '404 wire /', '401 wire /wire']);
  });

  it('listens on this machine only', async () => {
    const others = Object.values(networkInterfaces())
      .flat()
      .filter(address => address?.family === 'IPv4' && !address.internal);
    for (const address of others) expect(await reaches(address?.address ?? '', loopback.port)).toBe(false);
  });

  it('says in a sentence that a port is taken', async () => {
    const second = await serveLoopback(echo, { windowFolder: folder, port: loopback.port });
    expect(second).toEqual({ ok: false, error: expect.stringContaining(`Port ${loopback.port} is taken`) as string });
  });
});

function reaches(host: string, port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ host, port, timeout: 2000 });
    const end = (reached: boolean) => {
      socket.destroy();
      resolve(reached);
    };
    socket
      .on('connect', () => end(true))
      .on('error', () => end(false))
      .on('timeout', () => end(false));
  });
}
