import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { safe } from '@orpc/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PacketId, SliceName } from '../../../engine/base/ids.ts';
import { PREVIEW_CHARS } from '../../../engine/contract/packets.ts';
import { startRun } from '../../test-workspace.ts';
import { aPdf } from './a-document.ts';
import { FLOW, FLOW_ID, JOURNAL, NOTES, openPacketDoor, PEOPLE, type PacketDoor } from './packet-door.ts';

let door: PacketDoor;
beforeAll(async () => {
  door = await openPacketDoor();
});
afterAll(() => door.leave());

describe('A packet', () => {
  it('is saved from edits of its slices, all or none', async () => {
    const made = await door.client.packets.save({
      packetId: null,
      title: 'By hand',
      revision: null,
      edits: [
        { edit: 'write', slice: NOTES, isText: true, text: 'One.' },
        { edit: 'write', slice: PEOPLE, isText: false, text: '[{"age": 1}]' },
      ],
    });
    const { packetId, revision } = made;
    const bad = await safe(
      door.client.packets.save({
        packetId,
        revision,
        edits: [
          { edit: 'remove', slice: NOTES },
          { edit: 'write', slice: PEOPLE, isText: false, text: '[{' },
        ],
      }),
    );
    expect(bad.error).toMatchObject({ code: 'BAD_EDIT', data: { slice: 'people' } });
    const base64 = Buffer.from(aPdf(['From paper.'])).toString('base64');
    const edited = await door.client.packets.save({
      packetId,
      revision,
      edits: [
        { edit: 'rename', slice: PEOPLE, to: SliceName.parse('folk') },
        { edit: 'document', slice: NOTES, fileName: 'paper.pdf', base64 },
      ],
    });
    expect(edited.slices.map(({ name, preview, isText }) => [name, preview.length > 20 ? 'JSON' : preview, isText])).toEqual([
      ['notes', 'From paper.', true],
      ['folk', expect.any(String), false],
    ]);
    expect(await safe(door.client.packets.save({ packetId, revision, edits: [] }))).toMatchObject({ error: { code: 'CHANGED_MEANWHILE' } });
  });

  it('tells how it would fit with edits that are not saved', async () => {
    const { packetId } = await door.client.packets.save({
      packetId: null,
      title: 'Fit',
      revision: null,
      edits: [{ edit: 'write', slice: NOTES, isText: true, text: 'Long enough.' }],
    });
    const edits = [
      { edit: 'write' as const, slice: PEOPLE, isText: false, text: '[{"age": "x"}]' },
      { edit: 'write' as const, slice: JOURNAL, isText: true, text: 'Fine.' },
    ];
    const fit = await door.client.packets.fit({ packetId, flowId: FLOW_ID, edits });
    expect(fit.problems.map(({ slice, path }) => [slice, path])).toEqual([['people', '/0/age']]);
    expect(fit.slices.map(({ name }) => name)).toEqual(['journal', 'notes']);
    expect((await door.client.packets.read({ packetId })).slices).toHaveLength(1);
  });

  it('shows a sensitive slice only when a person asks to see it', async () => {
    const text = 'I slept badly on Thursday.';
    const { packetId } = await door.client.packets.save({
      packetId: null,
      title: 'Private',
      revision: null,
      edits: [{ edit: 'write', slice: JOURNAL, isText: true, text }],
    });
    const read = await door.client.packets.read({ packetId, flowId: FLOW_ID });
    expect(read.slices).toMatchObject([{ name: 'journal', preview: '', whole: false, sensitive: true, totalChars: text.length }]);
    const part = { packetId, slice: JOURNAL, offset: 0, flowId: FLOW_ID };
    expect(await door.client.packets.readSlice(part)).toEqual({ text: '', totalChars: text.length, masked: true });
    expect(await door.client.packets.readSlice({ ...part, reveal: true })).toEqual({ text, totalChars: text.length, masked: false });
  });

  it('of 5 MB crosses the door in parts, and no part cuts a character in two', async () => {
    const text = `${'x'.repeat(PREVIEW_CHARS - 1)}👍${'Ana says something long. '.repeat(200_000)}`;
    door.put('packets/long.packet.json', JSON.stringify({ format: 'atelier-packet/1', title: 'Long', slices: { notes: text } }));
    const packetId = PacketId.parse('long');

    const { slices } = await door.client.packets.read({ packetId });

    expect(slices).toMatchObject([{ totalChars: text.length, whole: false }]);
    let read = slices[0]?.preview ?? '';
    expect(read).toHaveLength(PREVIEW_CHARS - 1);
    for (let part = 0; part < 3; part++)
      read += (await door.client.packets.readSlice({ packetId, slice: NOTES, offset: read.length })).text;
    expect(text.startsWith(read)).toBe(true);
    expect((await door.client.packets.readSlice({ packetId, slice: NOTES, offset: text.length + 5 })).text).toBe('');
    expect((await door.client.packets.list()).find(line => line.packetId === packetId)?.bytes).toBeGreaterThan(5_000_000);
  });

  it('is kept from a run, without its sensitive slices unless they are asked for', async () => {
    const { workspace } = door;
    const runId = await startRun(workspace, FLOW, { notes: 'Notes of a run.', people: [{ age: 1 }], journal: 'Private.' });

    const kept = await door.client.packets.saveRunPacket({ runId, title: 'Sample', withSensitive: false });
    const whole = await door.client.packets.saveRunPacket({ runId, title: 'Sample', withSensitive: true });

    expect(kept).toMatchObject({ leftOut: ['journal'], packet: { packetId: 'sample', slices: [{ name: 'notes' }, { name: 'people' }] } });
    expect(whole).toMatchObject({ leftOut: [], packet: { packetId: 'sample-2' } });
    expect(whole.packet.slices).toHaveLength(3);
  });

  it('says what is wrong with a dropped document', async () => {
    const drop = (fileName: string, bytes: Uint8Array) =>
      door.client.packets.readDocument({ fileName, base64: Buffer.from(bytes).toString('base64') });
    expect(await drop('a.pdf', aPdf(['Hello.']))).toMatchObject({
      status: 'read',
      preview: 'Hello.',
      origin: { from: 'document', source: 'a.pdf' },
    });
    expect(await drop('scan.pdf', aPdf(['']))).toMatchObject({
      status: 'unread',
      sentence: expect.stringContaining('scan.pdf cannot be read: it holds no text') as string,
    });
  });

  it('that cannot be read is listed with what is wrong, and never written over', async () => {
    const cut = '{"format": "atelier-packet/1", "slices": {';
    door.put('packets/cut.packet.json', cut);
    const packetId = PacketId.parse('cut');

    const edits = [{ edit: 'write' as const, slice: NOTES, isText: true, text: 'x' }];
    expect(await safe(door.client.packets.save({ packetId, revision: null, edits }))).toMatchObject({ error: { code: 'NOT_A_PACKET' } });

    expect(readFileSync(join(door.folder, 'packets/cut.packet.json'), 'utf8')).toBe(cut);
    expect((await door.client.packets.list()).find(line => line.packetId === packetId)?.problem).toMatch(/Line 1, column/);
  });
});
