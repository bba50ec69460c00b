import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FlowId, OrgId, SliceName } from '../../../engine/base/ids.ts';
import { memoryIdOf } from '../../../engine/memory/memory.ts';
import { MemoryScope, readScope } from '../../../engine/memory/memory-scope.ts';
import { recall, recalledFor, MAX_RECALLED_CHARS } from '../../../engine/memory/recall.ts';
import { readRemembered } from '../../../engine/memory/remembered.ts';
import { snapshotOf } from '../../../engine/memory/snapshot.ts';
import { packetHash, sliceHash, type Packet } from '../../../engine/packet/packet.ts';

const FLOW = FlowId.parse('onboarding');
const ORG_SCOPE = MemoryScope.parse('org');
const snapshot = (texts: Readonly<Record<string, string>>) =>
  snapshotOf(
    ORG_SCOPE,
    Object.entries(texts).map(([topic, text]) => ({ memoryId: memoryIdOf(ORG_SCOPE, topic), version: 1, topic, text })),
  );

const CALL = 'Maya asked for ten days.';
const name = SliceName.parse('call');
const slice = { name, schema: {}, value: CALL, hash: sliceHash(name, {}, CALL) };
const PACKET: Packet = { slices: [slice], hash: packetHash(OrgId.parse('house'), [slice]) };
const citation = (start: number, end: number, quote: string) => ({ slice: 'call', slice_hash: slice.hash, start, end, quote });

describe('whose memory a step names', () => {
  it.each([
    ['org', 'org'],
    [' flow ', 'flow:onboarding'],
    ['flow:review', 'flow:review'],
    ['subject:  Maya   Chen ', 'subject:Maya Chen'],
    ['subject:Zoe\u0308', 'subject:Zo\u00eb'],
  ])('“%s” is %s', (text, scope) => {
    expect(readScope(text, FLOW)).toEqual({ ok: true, value: scope });
  });

  it.each(['', 'everyone', 'subject:', 'subject:   ', 'flow:No Such', `subject:${'x'.repeat(161)}`])(
    '“%s” is refused in a sentence',
    text => {
      expect(readScope(text, FLOW)).toMatchObject({ ok: false, error: expect.stringContaining('names no memory') as unknown });
    },
  );

  it('is read from any text without a fault, and always to a scope', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const read = readScope(`subject:${text}`, FLOW);
        if (read.ok) expect(MemoryScope.safeParse(read.value).success).toBe(true);
      }),
      { seed: 7 },
    );
  });
});

describe('what a step says is to be remembered', () => {
  it('is a text under the step’s topic, or things with topics of their own; of one topic the last', () => {
    expect(readRemembered('Short.', 'Tone', PACKET)).toMatchObject({ ok: true, value: [{ topic: 'Tone', text: 'Short.' }] });
    const several = [{ topic: 'A  b', text: 'one' }, null, '', { topic: 'A b', text: 'two' }];
    expect(readRemembered(several, 'Tone', PACKET)).toMatchObject({ ok: true, value: [{ topic: 'A b', text: 'two' }] });
    expect(readRemembered(null, 'Tone', PACKET)).toEqual({ ok: true, value: [] });
  });

  it('cites only what stands in the packet letter by letter', () => {
    const good = { text: 'Ten days.', citations: [citation(15, 23, 'ten days')] };
    expect(readRemembered(good, 'Time', PACKET)).toMatchObject({ ok: true, value: [{ citations: [{ quote: 'ten days' }] }] });
    const bad = { text: 'Twelve days.', citations: [citation(15, 23, 'two days')] };
    expect(readRemembered(bad, 'Time', PACKET)).toMatchObject({ ok: false, error: expect.stringContaining('does not stand') as unknown });
  });

  it.each([7, true, { text: '' }, { topic: 'x' }, [['a']], 'x'.repeat(8001), Array.from({ length: 51 }, () => 'a')])(
    'refuses %j',
    value => {
      expect(readRemembered(value, 'Tone', PACKET).ok).toBe(false);
    },
  );
});

describe('recalling', () => {
  const known = snapshot({
    Invoices: 'They go out on the first of the month.',
    Tone: 'Short letters.',
    Travel: 'By train, never by plane.',
  });

  it('ranks what shares words with the question, by the snapshot alone', () => {
    expect(recall([known], 'When do the invoices of this month go out?', 2).map(({ topic }) => topic)).toEqual(['Invoices']);
    expect(recall([known], 'weather', 5)).toEqual([]);
  });

  it('gives a model all of a small memory, and of a large one what fits and answers best', () => {
    expect(recalledFor([known], 'anything')).toHaveLength(3);
    const large = snapshot(
      Object.fromEntries(
        Array.from({ length: 60 }, (_, index) => [`Note ${String(index)}`, `${index === 41 ? 'kingfisher ' : ''}${'word '.repeat(100)}`]),
      ),
    );
    const given = recalledFor([large], 'Where is the kingfisher? A word.');
    expect(given.map(({ topic }) => topic)).toContain('Note 41');
    expect(given.reduce((sum, { topic, text }) => sum + topic.length + text.length, 0)).toBeLessThanOrEqual(MAX_RECALLED_CHARS);
  });

  it('hashes topics and texts, in whatever order they were written', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), texts => {
        const turned = Object.fromEntries(Object.entries(texts).toReversed());
        return snapshot(texts).hash === snapshot(turned).hash;
      }),
      { seed: 11 },
    );
  });
});
