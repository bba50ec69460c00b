import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SliceName } from '../../../engine/base/ids.ts';
import { valueHash } from '../../../engine/base/value-ref.ts';
import type { SourceText } from '../../../engine/models/model.ts';
import { Claim, type Verdict } from '../../../engine/skills/claim.ts';
import { checkVerdicts } from '../../../engine/skills/terra/check-verdicts.ts';
import { terraGround } from '../../../engine/skills/terra/ground.ts';
import { stageMemory } from '../../../engine/skills/stage-memory.ts';
import type { Stage } from '../../../engine/skills/skill.ts';

const source = (slice: string, text: string): SourceText => ({ slice: SliceName.parse(slice), sliceHash: valueHash(text), text });

const stageOf = (sources: readonly SourceText[]): Stage => ({
  sources,
  prompt: '',
  memory: stageMemory([]),
  model: () => Promise.reject(new Error('Terra asks no model offline.')),
});

async function ground(texts: readonly (string | Partial<Claim>)[], sources: readonly SourceText[], testimony: readonly string[] = []) {
  const claims = texts.map((text, index) => Claim.parse({ claim_id: `c${index + 1}`, ...(typeof text === 'string' ? { text } : text) }));
  const answer = await terraGround.run(
    { claims: JSON.parse(JSON.stringify(claims)) as never, testimony: [...testimony] },
    stageOf(sources),
  );
  if (!answer.ok) throw new Error(answer.error.message);
  const output = answer.value.output as unknown as {
    verdicts: Verdict[];
    total: number;
    grounded: number;
    contested: number;
    grounded_share: number;
  };
  return { claims, output, verdicts: output.verdicts, counts: answer.value.claims, citations: answer.value.citations };
}

const verdictOn = async (claim: string | Partial<Claim>, sources: readonly SourceText[], testimony: readonly string[] = []) =>
  (await ground([claim], sources, testimony)).verdicts[0];

const NOTES = source(
  'transcript',
  [
    'Ana: I spoke with six bakeries in the old town. Four of them throw away ten loaves a day.',
    'Ben: When does the test begin?',
    'Ana: On Monday 23 November, with two bakeries, at 3.50 euros a bag.',
    'Ben: I cannot promise an introduction to the manager of the market hall.',
    'Ana: I will interview ten buyers by Friday 20 November.',
  ].join('\n\n'),
);

describe('a claim that the packet carries', () => {
  it.each([
    ['word for word', 'I will interview ten buyers by Friday 20 November.'],
    ['with its speaker', 'Ana: I will interview ten buyers by Friday 20 November.'],
    ['in other forms of the words', 'Ana interviews ten buyers by Friday, 20 November.'],
    ['with the number in figures', 'Ana spoke with 6 bakeries in the old town.'],
    ['over two sentences', 'Ana spoke with six bakeries in the old town, and four throw away ten loaves a day.'],
  ])('%s is grounded', async (_how, text) => {
    const verdict = await verdictOn(text, [NOTES]);
    expect(verdict).toMatchObject({ verdict: 'grounded', reason: null });
  });

  it('is cited to the character', async () => {
    const verdict = await verdictOn('I will interview ten buyers by Friday 20 November.', [NOTES]);
    expect(verdict?.citations).toEqual([
      {
        id: 'c1.1',
        slice: 'transcript',
        slice_hash: NOTES.sliceHash,
        start: NOTES.text.indexOf('I will interview'),
        end: NOTES.text.length,
        unit: 'utf16',
        quote: 'I will interview ten buyers by Friday 20 November.',
        score: 1,
      },
    ]);
  });
});

describe('a claim that the packet does not carry is contested', () => {
  it.each([
    ['another number', 'Ana will interview twelve buyers by Friday 20 November.', 'numeric_mismatch'],
    ['another day', 'Ana will interview ten buyers by Friday 27 November.', 'numeric_mismatch'],
    ['a name that is not there', 'Ana will interview ten buyers with Petra by Friday 20 November.', 'partial'],
    ['the opposite', 'Ben can promise an introduction to the manager of the market hall.', 'negation'],
    ['another day of the week', 'The test begins on Friday 23 November, with two bakeries.', 'numeric_mismatch'],
    ['a number that stands nearby, of something else', 'Ten of them throw away ten loaves a day.', 'numeric_mismatch'],
    ['somebody else', 'Ben will interview ten buyers by Friday 20 November.', 'contradicted'],
    ['a label of somebody else', 'Ben: I will interview ten buyers by Friday 20 November.', 'contradicted'],
    ['another name in its place', 'I spoke with six bakeries in the new Petrograd.', 'partial'],
    ['something else altogether', 'The harbour was frozen all winter.', 'not_found'],
  ])('for %s', async (_why, text, reason) => {
    const verdict = await verdictOn(text, [NOTES]);
    expect(verdict).toMatchObject({ verdict: 'contested', reason, citations: [] });
    expect(verdict?.note).toMatch(/\.$/);
  });
});

describe('testimony', () => {
  const journal = (text: string) => source('journal', text);

  it('is held against the other slices: another number is contested, with the passage', async () => {
    const verdict = await verdictOn(
      { text: 'We agreed on twelve buyers by Friday 20 November.', kind: 'commitment' },
      [NOTES, journal('We agreed on twelve buyers by Friday 20 November.')],
      ['journal'],
    );
    expect(verdict).toMatchObject({ verdict: 'contested', reason: 'numeric_mismatch', against: [{ slice: 'transcript' }] });
    expect(verdict?.note).toContain('10 in the transcript, 12 here');
  });

  it('is contradicted where another slice denies it', async () => {
    const text = 'Ben promised an introduction to the manager of the market hall.';
    expect(await verdictOn(text, [NOTES, journal(text)], ['journal'])).toMatchObject({
      verdict: 'contested',
      reason: 'contradicted',
      against: [{ slice: 'transcript' }],
    });
  });

  it('does not carry a commitment alone, and does with a witness', async () => {
    const alone = { text: 'Jonas will build the reservation page.', kind: 'commitment' as const };
    expect(await verdictOn(alone, [NOTES, journal(alone.text)], ['journal'])).toMatchObject({ verdict: 'contested', reason: 'partial' });
    const witnessed = { text: 'I am going to test with two bakeries at 3.50 euros a bag.', kind: 'commitment' as const };
    const verdict = await verdictOn(witnessed, [NOTES, journal(witnessed.text)], ['journal']);
    expect(verdict).toMatchObject({ verdict: 'grounded', citations: [{ slice: 'transcript' }, { slice: 'journal' }] });
  });

  it('carries what its writer alone can know', async () => {
    expect(
      await verdictOn('I feel guilty about the workshop.', [NOTES, journal('I feel guilty about the workshop.')], ['journal']),
    ).toMatchObject({ verdict: 'grounded' });
  });
});

describe('slices that differ', () => {
  const figures = source('figures', 'In five programs there were 61 participants, and 54 of them finished.');
  const report = source('report', 'In five programs there were 61 participants, and 52 of them finished.');

  it('contest what either of them says alone, and tell of both', async () => {
    const verdict = await verdictOn('In five programs there were 61 participants, and 52 of them finished.', [figures, report]);
    expect(verdict).toMatchObject({ verdict: 'contested', reason: 'ambiguous_source', against: [{ slice: 'figures' }] });
    expect(verdict?.note).toBe('The slices differ: 52 in the report, 54 in the figures.');
  });

  it('leave alone what they say together', async () => {
    expect(await verdictOn('In five programs there were 61 participants.', [figures, report])).toMatchObject({ verdict: 'grounded' });
  });
});

it('reads the strings of a JSON slice past their escapes, and cites them as they stand', async () => {
  const brief = source(
    'brief',
    JSON.stringify({ goal: 'Serve "Harbour Kitchen"\nin eight weeks.', note: 'Café Noor asked for it.' }, null, 2),
  );
  const verdict = await verdictOn('They serve Harbour Kitchen in 8 weeks.', [brief]);
  expect(verdict).toMatchObject({ verdict: 'grounded', citations: [{ quote: 'Serve \\"Harbour Kitchen\\"\\nin eight weeks.' }] });
});

const SENTENCES = [
  'Ana: We agreed on ten interviews by Friday 20 November.',
  'Dr. Okafor paid 4,000 euros, not 3,500.',
  '“No,” she said. “I cannot promise it.”',
  'The board thinks that half of it is wasted… nobody knows.',
  'Größe 42: naïve café 😀 costs € 3.50!',
  '- first entry\n- second entry',
  '{"goal": "Speak with five people.", "week": 6}',
  'Is it ten or twelve?',
];
const anyText = fc
  .array(fc.oneof(fc.constantFrom(...SENTENCES), fc.string({ unit: 'binary', maxLength: 60 })), { maxLength: 12 })
  .map(parts => parts.join('\n'));
const anyClaim = fc.oneof(fc.constantFrom(...SENTENCES), fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }));

describe('for any claims and any sources', () => {
  it('each claim has one verdict, grounded means cited, and every citation stands in its slice to the character', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyClaim, { maxLength: 8 }), anyText, anyText, async (texts, a, b) => {
        const sources = [source('a', a), source('b', b)];

        const { claims, verdicts, output, counts, citations } = await ground(texts, sources, ['b']);

        expect(verdicts.map(verdict => verdict.claim_id)).toEqual(claims.map(claim => claim.claim_id));
        for (const verdict of verdicts) {
          expect(verdict.verdict === 'grounded').toBe(verdict.citations.length > 0);
          expect(verdict.reason === null).toBe(verdict.verdict === 'grounded');
          for (const { slice, slice_hash, start, end, quote } of [...verdict.citations, ...verdict.against]) {
            const cited = sources.find(each => each.slice === slice);
            expect(cited?.sliceHash).toBe(slice_hash);
            expect(cited?.text.slice(start, end)).toBe(quote);
            expect(quote.trim()).not.toBe('');
          }
        }
        expect(output.grounded + output.contested).toBe(texts.length);
        expect(counts).toEqual({ total: texts.length, grounded: output.grounded, contested: output.contested });
        expect(citations).toBe(verdicts.flatMap(verdict => verdict.citations).length);
      }),
      { numRuns: 150 },
    );
  });

  it('what stands word for word in one slice alone, and denies nothing, is grounded', async () => {
    const plain = fc.constantFrom(
      'We agreed on ten interviews by Friday 20 November.',
      'The treasurer keeps six years of readings.',
      'Noor leads the kitchen on Pier Street.',
    );
    await fc.assert(
      fc.asyncProperty(plain, anyText, async (text, around) => {
        fc.pre(!around.trimStart().startsWith('{') && !around.trimStart().startsWith('['));
        expect(await verdictOn(text, [source('a', `${around}\n\n${text}`)])).toMatchObject({ verdict: 'grounded' });
      }),
      { numRuns: 60 },
    );
  });
});

describe('verdicts from anybody are checked', () => {
  const claim = Claim.parse({ claim_id: 'c1', text: 'Ten.' });
  const good: Verdict = {
    claim_id: 'c1',
    verdict: 'grounded',
    reason: null,
    score: 1,
    citations: [{ id: 'c1.1', slice: NOTES.slice, slice_hash: NOTES.sliceHash, start: 0, end: 4, unit: 'utf16', quote: 'Ana:', score: 1 }],
    against: [],
    note: null,
  };
  const citing = (change: object): Verdict => ({ ...good, citations: good.citations.map(citation => ({ ...citation, ...change })) });

  it('keeps a true one', () => {
    expect(checkVerdicts([claim], [good], [NOTES])).toEqual([good]);
  });

  it.each([
    ['another quote', citing({ quote: 'Ana;' })],
    ['offsets beyond the text', citing({ start: 1_000_000, end: 1_000_004 })],
    ['an empty range', citing({ end: 0, quote: '' })],
    ['another version of the slice', citing({ slice_hash: valueHash('other') })],
    ['a slice that is not there', citing({ slice: 'letters' })],
    ['no citation at all', { ...good, citations: [] }],
  ])('contests a claim that is cited with %s', (_what, verdict) => {
    expect(checkVerdicts([claim], [verdict], [NOTES])).toMatchObject([{ verdict: 'contested', reason: 'unjudged', citations: [] }]);
  });

  it('contests what nobody judged, takes no citation of a contested claim, and drops what was not asked', () => {
    expect(checkVerdicts([claim], [], [NOTES])).toMatchObject([{ claim_id: 'c1', verdict: 'contested', reason: 'unjudged' }]);
    expect(checkVerdicts([claim], [{ ...good, verdict: 'contested', reason: 'partial' }], [NOTES])).toMatchObject([
      { verdict: 'contested', citations: [] },
    ]);
    expect(checkVerdicts([], [good], [NOTES])).toEqual([]);
  });
});
