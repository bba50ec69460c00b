import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SliceName } from '../../../engine/base/ids.ts';
import type { Json } from '../../../engine/base/json.ts';
import { openMask } from '../../../engine/packet/mask.ts';
import { maskQuotes } from '../../../engine/packet/mask-quotes.ts';
import { sliceHash } from '../../../engine/packet/packet.ts';

const NAME = SliceName.parse('journal');
const mask = (value: Json) => openMask([{ name: NAME, schema: {}, value, hash: sliceHash(NAME, {}, value) }]);

const JOURNAL = 'On Thursday my daughter was in hospital.\nI slept badly, and told nobody about it until the weekend.';

describe('A mask over a sensitive text', () => {
  it('finds its words again in answers and messages, whatever their spaces and case', () => {
    const journal = mask(JOURNAL);
    expect(journal.hides('She wrote: “my daughter was in HOSPITAL. I slept  badly”.')).toBe(true);
    expect(journal.hides('The participant should rest.')).toBe(false);
    expect(journal.hides('')).toBe(false);
  });

  it('finds whatever repeats two dozen signs of it', () => {
    const text = JOURNAL.replace(/\s+/g, ' ');
    const part = fc
      .integer({ min: 0, max: text.length - 24 })
      .chain(from => fc.integer({ min: from + 24, max: text.length }).map(to => text.slice(from, to)));
    fc.assert(
      fc.property(part, fc.string(), fc.string(), (quote, before, after) => {
        fc.pre(quote.trim().length >= 24);
        expect(mask(JOURNAL).hides(`${before} ${quote} ${after}`)).toBe(true);
      }),
      { seed: 20261121, numRuns: 200 },
    );
  });

  it('replaces such texts in a value and leaves its keys, numbers and other texts', () => {
    const answer = { verdict: 'grounded', score: 0.9, citations: [{ slice: 'journal', start: 12, quote: 'my daughter was in hospital.' }] };
    expect(mask(JOURNAL).masked(answer)).toEqual({
      verdict: 'grounded',
      score: 0.9,
      citations: [{ slice: 'journal', start: 12, quote: '(masked)' }],
    });
  });
});

describe('A mask over sensitive values', () => {
  const values = mask({ name: 'Ana Lind', iban: 'NO93 8601 1117 947', mood: 'sad', age: 43 });

  it('finds each of them, alone or inside a text, but no part of another word', () => {
    expect(['Dear Ana Lind,', 'no93 8601 1117 947', 'sad'].map(text => values.hides(text))).toEqual([true, true, true]);
    expect(['Analindia', 'a sad story'].map(text => values.hides(text))).toEqual([false, false]);
    expect([43, 44, { age: [43] }, null].map(value => values.isIn(value))).toEqual([true, false, true, false]);
    expect(values.masked({ age: 43, weeks: 12 })).toEqual({ age: '(masked)', weeks: 12 });
  });

  it('hides nothing where nothing is sensitive', () => {
    expect(openMask([]).isIn({ name: 'Ana Lind' })).toBe(false);
  });
});

describe('A written document', () => {
  const citations = [
    { slice: 'journal', quote: 'I said “no” *twice*.\nThen I left.' },
    { slice: 'transcript', quote: 'We met on Monday.' },
  ];
  const markdown = [
    '# Notes',
    '- She left. [1]',
    '- ⚠ **Contested.** She stayed — the journal says otherwise “I said “no” \\*twice\\*. Then I left.” [1]',
    '## Sources',
    '1. Journal, characters 0–30: “I said “no” \\*twice\\*. Then I left.”',
    '2. Transcript, characters 0–17: “We met on Monday.”',
  ].join('\n');

  it('quotes nothing of a sensitive slice, and says where each passage stands', () => {
    expect(maskQuotes(markdown, { citations }, slice => slice === 'journal').split('\n')).toEqual([
      '# Notes',
      '- She left. [1]',
      '- ⚠ **Contested.** She stayed — the journal says otherwise “(masked)” [1]',
      '## Sources',
      '1. Journal, characters 0–30: “(masked)”',
      '2. Transcript, characters 0–17: “We met on Monday.”',
    ]);
  });

  it('is as it was where no slice is sensitive, or the answer has no citations', () => {
    expect(maskQuotes(markdown, { citations }, () => false)).toBe(markdown);
    expect(maskQuotes(markdown, 'x', () => true)).toBe(markdown);
  });
});
