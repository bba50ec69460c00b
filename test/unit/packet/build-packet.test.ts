import { describe, expect, it } from 'vitest';
import { OrgId, SliceName } from '../../../engine/base/ids.ts';
import type { Json } from '../../../engine/base/json.ts';
import { buildPacket, type PacketContract } from '../../../engine/packet/build-packet.ts';
import { PacketDocument } from '../../../engine/packet/packet.ts';
import { readPacketText } from '../../../engine/packet/read-packet-text.ts';

const ORG = OrgId.parse('acme');
const CONTRACT: PacketContract = {
  slices: {
    transcript: { schema: { type: 'string', minLength: 1 }, required: true },
    program: { schema: { type: 'object', properties: { week: { type: 'integer' } }, required: ['week'] }, required: true },
    journal: { schema: {}, required: false },
  },
};

const document = (slices: Record<string, Json>): PacketDocument => PacketDocument.parse({ format: 'atelier-packet/1', slices });
const build = (slices: Record<string, Json>, contract = CONTRACT) => buildPacket(ORG, contract, document(slices));

describe('building a packet', () => {
  it('takes the declared slices in the order of their names', () => {
    const built = build({ transcript: 'Ana: hello', program: { week: 6 }, extra: 'not asked for' });

    expect(built.ok && built.value.slices.map(({ name }) => name)).toEqual(['program', 'transcript']);
  });

  it('changes one slice hash and the packet hash when one slice changes, and nothing for a slice that is not declared', () => {
    const hashes = (slices: Record<string, Json>): Record<string, string> => {
      const built = build({ transcript: 'a', program: { week: 1 }, ...slices });
      return built.ok ? { packet: built.value.hash, ...Object.fromEntries(built.value.slices.map(({ name, hash }) => [name, hash])) } : {};
    };
    const before = hashes({});

    expect(hashes({ extra: 1 })).toEqual(before);
    const after = hashes({ transcript: 'b' });
    expect(after['program']).toBe(before['program']);
    expect(after['transcript']).not.toBe(before['transcript']);
    expect(after['packet']).not.toBe(before['packet']);
  });

  it('says everything that misses', () => {
    const built = build({ program: { week: 'six' }, Transcript: 'x' });

    expect(!built.ok && built.error.map(({ slice, path }) => [slice, path])).toEqual([
      ['program', '/week'],
      ['transcript', ''],
    ]);
    expect(!built.ok && built.error[1]?.message).toBe(
      'The slice “transcript” is missing. The packet has “Transcript”; give it the name “transcript”.',
    );
  });

  it('does not take what every object has for a slice', () => {
    const built = build({}, { slices: { constructor: { schema: {}, required: true } } });

    expect(!built.ok && built.error.map(({ slice }) => slice)).toEqual(['constructor']);
  });

  it('refuses a slice that cannot be hashed, with the place', () => {
    const built = buildPacket(
      ORG,
      { slices: { a: { schema: {}, required: true } } },
      { format: 'atelier-packet/1', slices: { [SliceName.parse('a')]: { b: 2 ** 60 } } },
    );

    expect(!built.ok && built.error).toMatchObject([{ slice: 'a', path: '/b' }]);
  });

  it('takes a packet of 20 MB, and refuses a slice over 32 MiB', () => {
    const turns = Array.from({ length: 100_000 }, (_, index) => ({
      at: index,
      text: 'What was said in this turn of the session, in so many words. '.repeat(2),
    }));
    const text = JSON.stringify({ format: 'atelier-packet/1', slices: { transcript: 'x'.repeat(6_000_000), program: { week: 1, turns } } });
    expect(text.length).toBeGreaterThan(20_000_000);

    const read = readPacketText(text);

    expect(read.ok && buildPacket(ORG, CONTRACT, read.value).ok).toBe(true);
    const tooLarge = build({ transcript: 'é'.repeat(17 * 1024 * 1024), program: { week: 1 } });
    expect(!tooLarge.ok && tooLarge.error[0]?.message).toBe(
      'The slice is larger than 32 MiB. Split it, or leave out what the flow does not read.',
    );
  });
});

describe('reading a packet file', () => {
  it.each([
    ['{"format": "atelier-packet/1", "slices": {"a": 1, "a": 2}}', 'Line 1, column 51: The key "a" stands twice in this object.'],
    ['[]', 'This is not a packet: a packet is an object with "format": "atelier-packet/1" and "slices".'],
    [
      '{"format": "atelier-packet/2"}',
      'This packet was written by a newer Atelier Studio (atelier-packet/2); this one reads atelier-packet/1. Update to open it.',
    ],
    ['{"format": "atelier-packet/1"}', 'This packet has no slices: add "slices": { } with a value for each.'],
    [
      '{"format": "atelier-packet/1", "slices": {"my notes": ""}}',
      '“my notes” cannot be the name of a slice: names have letters, digits and _, and do not begin with a digit.',
    ],
    [
      '{"format": "atelier-packet/1", "slices": {}, "slice": 1}',
      'This is not a packet: it has the key “slice”, which packets do not have.',
    ],
  ])('refuses %s', (text, sentence) => {
    expect(readPacketText(text)).toEqual({ ok: false, error: { sentence } });
  });

  it('refuses more than 64 MiB', () => {
    expect(readPacketText(' '.repeat(64 * 1024 * 1024 + 1))).toEqual({
      ok: false,
      error: { sentence: 'The text is larger than 64 MiB. Split the evidence over several packets.' },
    });
  });
});
