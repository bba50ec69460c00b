import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SliceName } from '../../../engine/base/ids.ts';
import { valueHash } from '../../../engine/base/value-ref.ts';
import { disagree } from '../../../engine/skills/terra/denials.ts';
import { bestPlaces } from '../../../engine/skills/terra/best-places.ts';
import { indexSources, readText } from '../../../engine/skills/terra/index-sources.ts';
import { quoteFinder } from '../../../engine/skills/terra/locate-quote.ts';
import { readTerms } from '../../../engine/skills/terra/read-terms.ts';

const keys = (text: string): string[] => readTerms(text).map(term => term.key);

describe('what says the same has the same key', () => {
  it.each([
    ['4,000 euros', 'four thousand euros'],
    ['20k', '20,000'],
    ['forty-five', '45'],
    ['a dozen', '12'],
    ['2.5 million', '2,500,000'],
    ['the third', 'the 3rd'],
    ['2004-10-19', '2004 October 19'],
    ['Sept. 3', 'September 3'],
    ['2018–19', '2018 2019'],
    ['wrote', 'writes'],
    ['organised', 'organizing'],
    ['the colour', 'colors'],
    ['the U.S.', 'the US'],
    ["Ana's bakeries", 'Ana bakery'],
    ['Café', 'cafe'],
  ])('%s and %s', (one, other) => {
    expect(keys(one)).toEqual(keys(other));
    expect(keys(one)).not.toEqual([]);
  });

  it('and small words, and "one", have none', () => {
    expect(keys('It was the one that we had before, while you may march.')).toEqual(['march']);
  });
});

it('tells names from the first words of sentences, and knows a country by its people', () => {
  const kinds = readTerms('Noor leads the kitchen. The Libyan owner met Petra in May.').map(({ kind, key }) => `${kind} ${key}`);
  expect(kinds).toEqual(['word noor', 'word lead', 'word kitchen', 'name libyan', 'word owner', 'word meet', 'name petra', 'date @5']);
  expect(readTerms('the Libyan owner')[0]?.also).toContain('libya');
});

it('gives each term the place where it stands', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), text => {
      expect(readTerms(text).filter(({ start, end, key }) => start >= end || text.slice(start, end).trim() === '' || key === '')).toEqual(
        [],
      );
    }),
    { numRuns: 200, seed: 42 },
  );
});

describe('a denial', () => {
  const apart = (a: string, b: string): boolean => disagree(readText(a), readText(b));

  it.each([
    ['Ben can promise an introduction.', 'I cannot promise an introduction.'],
    ['There are not five of them, and they do not always agree.', 'There are five of them, and they do not always agree.'],
  ])('parts “%s” from “%s”', (a, b) => {
    expect([apart(a, b), apart(b, a)]).toEqual([true, true]);
  });

  it.each([
    ['Ben did not promise an introduction.', 'I cannot promise an introduction.'],
    ['Swift wrote three songs with Max Martin.', 'I did three songs with Max Martin: “We Are Never Getting Back Together”.'],
    ['He turned down the offer of the band.', 'He declined the offer of the band.'],
    ['You build two.', 'You build two and no more.'],
  ])('does not part “%s” from “%s”', (a, b) => {
    expect([apart(a, b), apart(b, a)]).toEqual([false, false]);
  });
});

it('ranks places as a whole sort does', () => {
  const posting = fc.uniqueArray(fc.nat(40), { maxLength: 40 }).map(places => places.sort((a, b) => a - b));
  const letters = ['a', 'b', 'c', 'd'];
  fc.assert(
    fc.property(fc.tuple(posting, posting, posting, posting), fc.integer({ min: 1, max: 12 }), (lists, most) => {
      const postings = new Map(letters.map((letter, at) => [letter, lists[at] ?? []]));
      const rank = bestPlaces(postings, 41);
      const wanted = [
        { keys: ['a', 'b'], weight: 1 },
        { keys: ['c'], weight: 0.5 },
        { keys: ['d', 'nowhere'], weight: 0.7 },
      ];
      const scoreOf = (at: number): number =>
        wanted.reduce((sum, each) => sum + (each.keys.some(key => postings.get(key)?.includes(at) === true) ? each.weight : 0), 0);
      const sorted = Array.from({ length: 41 }, (_none, at) => at)
        .filter(at => scoreOf(at) > 0)
        .sort((a, b) => scoreOf(b) - scoreOf(a) || a - b);

      expect(rank(wanted, most)).toEqual(sorted.slice(0, most));
      expect(rank(wanted, most)).toEqual(sorted.slice(0, most));
    }),
    { numRuns: 200, seed: 7 },
  );
});

describe('a quote', () => {
  it('is found where it stands, whatever its spaces, marks and dashes look like', () => {
    const shape = fc.array(fc.constantFrom('“', '"', '’', "'", ' ', '  ', '\n', '–', '-', 'word', 'naïve', '😀', 'loaves'), {
      minLength: 6,
      maxLength: 20,
    });
    const reshaped = (text: string): string => text.replace(/[“”]/g, '"').replace(/’/g, "'").replace(/–/g, '-').replace(/\s+/g, ' ').trim();
    fc.assert(
      fc.property(shape, shape, shape, (before, middle, after) => {
        const said = `Somebody ${middle.join('')} said`;
        const text = `${before.join('')} ${said} ${after.join('')}`;
        const found = quoteFinder(text)(reshaped(said));
        expect(found).not.toBeNull();
        expect(reshaped(text.slice(found?.start, found?.end))).toBe(reshaped(said));
      }),
      { numRuns: 200, seed: 11 },
    );
  });

  it.each([
    ['of other words', 'Four bakeries throw away twelve loaves.'],
    ['of other letters', 'four bakeries throw away ten loaves.'],
    ['that leaves words out', 'Four bakeries … ten loaves.'],
    ['that is too short to say anything', 'ten'],
    ['of no letters', '… – …'],
  ])('%s is not found', (_how, quote) => {
    expect(quoteFinder('Four bakeries throw away ten loaves. … – …')(quote)).toBeNull();
  });

  it('from a JSON slice is found past its escapes', () => {
    const text = JSON.stringify({ note: 'She said "not now"\nand left.' });
    const found = quoteFinder(text)('She said "not now" and left.');
    expect(text.slice(found?.start, found?.end)).toBe('She said \\"not now\\"\\nand left.');
  });
});

it('keeps the sentences of slices apart: neighbours and heads are of the same slice', () => {
  const source = (slice: string, text: string) => ({ slice: SliceName.parse(slice), sliceHash: valueHash(text), text });
  const index = indexSources([
    source('a', 'One stands here. Two stands here. Three stands here.'),
    source('b', 'Four stands here. Five stands here.'),
  ]);
  const texts = (passages: readonly { readonly source: { readonly text: string }; readonly start: number; readonly end: number }[]) =>
    passages.map(each => each.source.text.slice(each.start, each.start + 4).trim());
  const four = index.passages[3];
  if (four === undefined) throw new Error('The second slice has no sentence.');

  expect(texts(index.around(four, 2))).toEqual(['Four', 'Five']);
  expect(texts(index.headOf(four, 1))).toEqual(['Four']);
  expect(texts(index.within('a', 20, 40))).toEqual(['Two', 'Thre']);
  expect(index.within('c', 0, 10)).toEqual([]);
});
