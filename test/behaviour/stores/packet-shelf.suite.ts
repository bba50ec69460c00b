import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PacketId, SliceName } from '../../../engine/base/ids.ts';
import type { PacketShelf } from '../../../engine/packet/packet-shelf.ts';
import { PacketDocument } from '../../../engine/packet/packet.ts';

const aDocument = (title: string, transcript = 'Ana: hello.') =>
  PacketDocument.parse({ format: 'atelier-packet/1', title, slices: { transcript, week: 12 } });
const aFile = (transcript: string) => Buffer.from(JSON.stringify(aDocument('Session', transcript)));
const TRANSCRIPT = SliceName.parse('transcript');

export function packetShelfSuite(name: string, open: () => Promise<{ shelf: PacketShelf; leave(): Promise<void> }>): void {
  describe(`Packets in ${name}`, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.leave());

    it('is empty at first', async () => {
      expect(await opened.shelf.list()).toEqual([]);
      expect(await opened.shelf.read(PacketId.parse('none'))).toEqual({ ok: false, error: { kind: 'no-such-packet' } });
    });

    it('keeps a packet under an id made from its name', async () => {
      const added = await opened.shelf.add('Session 12, Tuesday', aDocument('Session 12'));

      expect(added).toMatchObject({ ok: true, value: { packetId: 'session-12-tuesday', document: aDocument('Session 12') } });
      expect(await opened.shelf.read(PacketId.parse('session-12-tuesday'))).toEqual(added);
    });

    it('finds a free id for each of several packets of one name that come at once', async () => {
      const { shelf } = opened;

      const added = await Promise.all(['A', 'B', 'C'].map(title => shelf.add('Session', aDocument(title))));

      expect(added.map(packet => packet.ok && packet.value.packetId)).toEqual(['session', 'session-2', 'session-3']);
      expect((await shelf.list()).map(line => 'document' in line && line.document.title)).toEqual(['A', 'B', 'C']);
    });

    it('lists by title', async () => {
      for (const title of ['beta', 'Alpha', 'gamma']) await opened.shelf.add(`x ${title}`, aDocument(title));

      expect((await opened.shelf.list()).map(line => line.packetId)).toEqual(['x-alpha', 'x-beta', 'x-gamma']);
    });

    it('writes a packet over the state that was read, and over no other', async () => {
      const { shelf } = opened;
      const added = await shelf.add('Session', aDocument('Session'));
      const id = PacketId.parse('session');
      const read = added.ok ? added.value.revision : '';

      const saved = await shelf.put(id, aFile('Ben: hello.'), read);

      expect(saved).toMatchObject({ ok: true, value: { packetId: 'session' } });
      expect(await shelf.read(id)).toMatchObject({ value: { document: aDocument('Session', 'Ben: hello.') } });
      for (const revision of [read, null])
        expect(await shelf.put(id, aFile('Late.'), revision)).toEqual({
          ok: false,
          error: { kind: 'changed-meanwhile', revision: saved.ok ? saved.value.revision : '' },
        });
      expect(await shelf.put(PacketId.parse('none'), aFile('Lost.'), read)).toEqual({ ok: false, error: { kind: 'no-such-packet' } });
    });

    it('lets one of two that are written at once win, and tells the other', async () => {
      const { shelf } = opened;
      const added = await shelf.add('Session', aDocument('Session'));
      const read = added.ok ? added.value.revision : '';

      const both = await Promise.all(['Ben', 'Ana'].map(name => shelf.put(PacketId.parse('session'), aFile(`${name}: hello.`), read)));

      expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    });

    it('gives its file as it is, and nothing in place of bytes that are known', async () => {
      const { shelf } = opened;
      const made = await shelf.put({ name: 'Session 12' }, aFile('Ben: hello.'), null);
      const id = PacketId.parse('session-12');

      const whole = await shelf.content(id, null);
      const known = await shelf.content(id, made.ok ? made.value.revision : '');

      expect(whole).toMatchObject({ ok: true, value: { packetId: id } });
      expect(whole.ok && Buffer.from(whole.value.content ?? []).equals(aFile('Ben: hello.'))).toBe(true);
      expect(known).toMatchObject({ ok: true, value: { content: null } });
      expect(await shelf.entries()).toMatchObject({ ok: true, value: [{ packetId: id, bytes: aFile('Ben: hello.').length }] });
    });

    it('takes a packet away in the state that was read, and in no other', async () => {
      const added = await opened.shelf.add('Session', aDocument('Session'));
      const revision = added.ok ? added.value.revision : '';
      const saved = await opened.shelf.put(PacketId.parse('session'), aFile('Ben: hello.'), revision);

      const late = await opened.shelf.remove(PacketId.parse('session'), revision);
      const removed = await opened.shelf.remove(PacketId.parse('session'), saved.ok ? saved.value.revision : '');

      expect([late.ok, removed.ok, await opened.shelf.list()]).toEqual([false, true, []]);
      expect(await opened.shelf.remove(PacketId.parse('session'), revision)).toEqual({ ok: false, error: { kind: 'no-such-packet' } });
    });

    it('keeps a packet of 20 MB', async () => {
      const long = 'Ana says something long. '.repeat(800_000);

      await opened.shelf.add('Long', aDocument('Long', long));

      const read = await opened.shelf.read(PacketId.parse('long'));
      expect(read.ok && read.value.bytes).toBeGreaterThan(20_000_000);
      expect(read.ok && read.value.document.slices[TRANSCRIPT]).toBe(long);
    });
  });
}
