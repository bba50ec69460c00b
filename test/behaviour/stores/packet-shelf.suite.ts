import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PacketId, SliceName } from '../../../engine/base/ids.ts';
import type { PacketShelf } from '../../../engine/packet/packet-shelf.ts';
import { PacketDocument } from '../../../engine/packet/packet.ts';

const aDocument = (title: string, transcript = 'Ana: hello.') =>
  PacketDocument.parse({ format: 'atelier-packet/1', title, slices: { transcript, week: 12 } });
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

    it('changes one slice and leaves the rest', async () => {
      await opened.shelf.add('Session', aDocument('Session'));
      const id = PacketId.parse('session');

      const saved = await opened.shelf.saveSlice(id, TRANSCRIPT, 'Ben: hello.');

      expect(saved).toMatchObject({ ok: true, value: { document: { slices: { transcript: 'Ben: hello.', week: 12 } } } });
      expect(await opened.shelf.read(id)).toEqual(saved);
    });

    it('loses no slice of two that are saved at once', async () => {
      await opened.shelf.add('Session', aDocument('Session'));
      const id = PacketId.parse('session');

      await Promise.all([opened.shelf.saveSlice(id, TRANSCRIPT, 'Ben: hello.'), opened.shelf.saveSlice(id, SliceName.parse('week'), 13)]);

      expect(await opened.shelf.read(id)).toMatchObject({ value: { document: { slices: { transcript: 'Ben: hello.', week: 13 } } } });
    });

    it('takes a packet away in the state that was read, and in no other', async () => {
      const added = await opened.shelf.add('Session', aDocument('Session'));
      const revision = added.ok ? added.value.revision : '';
      const saved = await opened.shelf.saveSlice(PacketId.parse('session'), TRANSCRIPT, 'Ben: hello.');

      const late = await opened.shelf.remove(PacketId.parse('session'), revision);
      const removed = await opened.shelf.remove(PacketId.parse('session'), saved.ok ? saved.value.revision : '');

      expect([late.ok, removed.ok, await opened.shelf.list()]).toEqual([false, true, []]);
      expect(await opened.shelf.remove(PacketId.parse('session'), revision)).toEqual({ ok: false, error: { kind: 'no-such-packet' } });
    });

    it('saves nothing into a packet that is not there', async () => {
      const saved = await opened.shelf.saveSlice(PacketId.parse('none'), TRANSCRIPT, 'x');

      expect(saved).toEqual({ ok: false, error: { kind: 'no-such-packet' } });
      expect(await opened.shelf.list()).toEqual([]);
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
