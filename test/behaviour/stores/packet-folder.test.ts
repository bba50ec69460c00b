import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PacketId } from '../../../engine/base/ids.ts';
import type { PacketShelf, ShelvedPacket } from '../../../engine/packet/packet-shelf.ts';
import { openPacketFolder } from '../../../engine/stores/folder/packet-folder.ts';
import { packetShelfSuite } from './packet-shelf.suite.ts';

async function openShelf(): Promise<{ shelf: PacketShelf; folder: string; leave(): Promise<void> }> {
  const workspace = await mkdtemp(join(tmpdir(), 'atelier-packets-'));
  const folder = join(workspace, 'packets');
  return { shelf: openPacketFolder(folder), folder, leave: () => rm(workspace, { recursive: true, force: true }) };
}

const aFile = (transcript: string) => Buffer.from(JSON.stringify({ format: 'atelier-packet/1', slices: { transcript } }));

packetShelfSuite('a folder', openShelf);

describe('A folder of packets', () => {
  let opened: Awaited<ReturnType<typeof openShelf>>;
  beforeEach(async () => {
    opened = await openShelf();
    mkdirSync(opened.folder);
  });
  afterEach(() => opened.leave());
  const pathOf = (name: string) => join(opened.folder, name);
  const put = (name: string, content: unknown) =>
    writeFileSync(pathOf(name), typeof content === 'string' ? content : JSON.stringify(content));
  const packet = (title: string) => ({ format: 'atelier-packet/1', title, slices: { transcript: 'Ana: hello.' } });

  it('lists a file that is no packet with what is wrong with it, beside those that are', async () => {
    put('good.packet.json', packet('Good'));
    put('cut.packet.json', JSON.stringify(packet('Cut')).slice(0, 50));
    put('other.packet.json', { name: 'Not a packet' });
    put('notes.txt', 'Not one of us.');

    const lines = await opened.shelf.list();

    expect(lines.map(line => [line.packetId, 'problem' in line ? line.problem : 'fine'])).toEqual([
      ['cut', expect.stringContaining(`${pathOf('cut.packet.json')}: Line 1, column`)],
      ['good', 'fine'],
      ['other', expect.stringContaining('This is not a packet')],
    ]);
    expect(await opened.shelf.read(PacketId.parse('cut'))).toMatchObject({ ok: false, error: { kind: 'not-a-packet' } });
  });

  it('gives a file that a person named freely an id, and saves back into that file', async () => {
    put('Session 12 (Ana).packet.json', packet('Session 12'));

    const [line] = await opened.shelf.list();
    expect(line?.packetId).toBe('session-12-ana');
    const { revision } = line as ShelvedPacket; // true: a packet that can be read
    await opened.shelf.put(PacketId.parse('session-12-ana'), aFile('Ben: hello.'), revision);
    await opened.shelf.add('Session 12 Ana', { ...packet('Another'), format: 'atelier-packet/1', slices: {} });

    expect(readdirSync(opened.folder).sort()).toEqual(['Session 12 (Ana).packet.json', 'session-12-ana-2.packet.json']);
    expect(readFileSync(pathOf('Session 12 (Ana).packet.json'), 'utf8')).toContain('Ben: hello.');
  });

  it('sees at once what another program changed', async () => {
    put('a.packet.json', packet('Before'));
    await opened.shelf.list();
    put('a.packet.json', packet('After'));

    expect((await opened.shelf.list()).map(line => 'document' in line && line.document.title)).toEqual(['After']);
  });

  it('does not read a file beyond 64 MiB, and says so', async () => {
    put('huge.packet.json', packet('Huge'));
    truncateSync(pathOf('huge.packet.json'), 64 * 1024 * 1024 + 1);

    expect(await opened.shelf.read(PacketId.parse('huge'))).toMatchObject({
      ok: false,
      error: { kind: 'not-a-packet', sentence: expect.stringContaining('is 65 MB large') as string },
    });
  });

  it('writes whole files and leaves nothing beside them', async () => {
    await opened.shelf.add('Session', { ...packet('Session'), format: 'atelier-packet/1', slices: {} });
    for (let save = 0; save < 5; save++) {
      const read = await opened.shelf.read(PacketId.parse('session'));
      await opened.shelf.put(PacketId.parse('session'), aFile(`Save ${String(save)}`), read.ok ? read.value.revision : '');
    }

    expect(readdirSync(opened.folder)).toEqual(['session.packet.json']);
  });

  it('says what the disk refused, and keeps the packet that was there', async () => {
    put('a.packet.json', packet('Here'));
    mkdirSync(pathOf('b.packet.json'));

    const read = await opened.shelf.read(PacketId.parse('b'));

    expect(read).toMatchObject({
      ok: false,
      error: { kind: 'storage', sentence: expect.stringContaining('a folder stands in its place') as string },
    });
    expect(await opened.shelf.list()).toHaveLength(2);
  });

  it('says so when a file stands where the folder should be', async () => {
    const shelf = openPacketFolder(pathOf('file'));
    writeFileSync(pathOf('file'), 'I am a file.');

    expect(await shelf.add('Session', { ...packet('Session'), format: 'atelier-packet/1', slices: {} })).toMatchObject({
      ok: false,
      error: { kind: 'storage' },
    });
    expect(await shelf.list()).toMatchObject([{ problem: expect.stringContaining('a file stands where its folder should be') as string }]);
  });
});
