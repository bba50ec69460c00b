import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../engine/base/json.ts';
import { SliceName } from '../../../engine/base/ids.ts';
import { valueHash } from '../../../engine/base/value-ref.ts';
import type { SourceText } from '../../../engine/models/model.ts';
import { Claim, type Citation, type Verdict } from '../../../engine/skills/claim.ts';
import { synthesisCompose } from '../../../engine/skills/synthesis/compose.ts';
import { stageMemory } from '../../../engine/skills/stage-memory.ts';
import { readSections } from '../../../engine/skills/synthesis/read-sections.ts';

const TEXT = 'We agreed on ten buyers. The oven is broken. I feel relieved.';

const cited = (id: string, quote: string, slice = 'transcript'): Citation => ({
  id,
  slice: SliceName.parse(slice),
  slice_hash: valueHash(TEXT),
  start: TEXT.indexOf(quote),
  end: TEXT.indexOf(quote) + quote.length,
  unit: 'utf16',
  quote,
  score: 1,
});

const claims = [
  Claim.parse({
    claim_id: 'c1',
    text: 'Ana: We agreed on ten buyers.',
    kind: 'commitment',
    draft_span: { path: '/session/agreed/0', start: 0, end: 1 },
  }),
  Claim.parse({ claim_id: 'c2', text: 'The oven is broken.', draft_span: { path: '/session/happened/0', start: 0, end: 1 } }),
  Claim.parse({
    claim_id: 'c3',
    text: 'We agreed on twelve.',
    kind: 'commitment',
    draft_span: { path: '/journal/agreed/0', start: 0, end: 1 },
  }),
];
const verdicts: Verdict[] = [
  {
    claim_id: 'c1',
    verdict: 'grounded',
    reason: null,
    score: 1,
    citations: [cited('c1.1', 'We agreed on ten buyers.')],
    against: [],
    note: null,
  },
  {
    claim_id: 'c2',
    verdict: 'grounded',
    reason: null,
    score: 1,
    citations: [cited('c2.1', 'The oven is broken.')],
    against: [],
    note: null,
  },
  {
    claim_id: 'c3',
    verdict: 'contested',
    reason: 'numeric_mismatch',
    score: 0.6,
    citations: [],
    against: [cited('c3.against1', 'We agreed on ten buyers.')],
    note: 'The number differs: 10 in the transcript, 12 here.',
  },
];
const review = {
  verdict: 'accept',
  next_question: 'Who pays?',
  avoids: [{ about: 'transcript', why: 'Ben asked “Who pays?” and got no answer.' }],
  notes: [],
};

async function compose(prompt: string, more: JsonObject = {}, sources: readonly SourceText[] = []) {
  const input = JSON.parse(JSON.stringify({ title: 'Week 6', claims, verdicts, review, ...more })) as JsonObject;
  const answer = await synthesisCompose.run(input, {
    sources,
    prompt,
    memory: stageMemory([]),
    model: () => Promise.reject(new Error('Synthesis asks no model offline.')),
  });
  if (!answer.ok) throw new Error(answer.error.message);
  const output = answer.value.output as unknown as { markdown: string; citations: (Citation & { number: number })[]; contested: string[] };
  return { ...output, answer: answer.value };
}

const PROMPT = '## What happened\nFrom happened.\n\n## Decisions\nFrom agreed.\n\n## Open questions\nQuestions of the review.';

describe('the document', () => {
  it('follows the prompt, cites by number, and flags a contested claim where it stands', async () => {
    expect((await compose(PROMPT)).markdown).toBe(
      [
        '# Week 6',
        '',
        '3 claims: 2 grounded, 1 contested.',
        '',
        '## What happened',
        '',
        '- The oven is broken. [1]',
        '',
        '## Decisions',
        '',
        '- **Ana:** “We agreed on ten buyers.” [2]',
        '- ⚠ **Contested.** **Journal:** “We agreed on twelve.” — The number differs: 10 in the transcript, 12 here. “We agreed on ten buyers.” [2]',
        '',
        '## Open questions',
        '',
        '- **Begin here:** Ben asked “Who pays?” and got no answer.',
        '',
        '## Sources',
        '',
        '1. Transcript, characters 25–44: “The oven is broken.”',
        '2. Transcript, characters 0–24: “We agreed on ten buyers.”',
        '',
      ].join('\n'),
    );
  });

  it('cites only what Terra cited, and says which contested claims it shows', async () => {
    const { citations, contested, answer } = await compose(PROMPT);

    expect(citations.map(({ id, number }) => [id, number])).toEqual([
      ['c2.1', 1],
      ['c1.1', 2],
    ]);
    expect(contested).toEqual(['c3']);
    expect(answer).toMatchObject({ citations: 2, claims: { total: 3, grounded: 2, contested: 1 }, artefact: { title: 'Week 6' } });
  });

  it('leaves contested claims out when the prompt says so', async () => {
    const { markdown, contested } = await compose(`Leave contested claims out.\n\n${PROMPT}`);
    expect(markdown).not.toContain('twelve');
    expect(contested).toEqual([]);
  });

  it('has other sections with another prompt', async () => {
    const { markdown } = await compose('## Broken things\nWhat is broken: the oven. At most 1.');
    expect(markdown).toContain('## Broken things\n\n- The oven is broken. [1]');
    expect(markdown).not.toContain('## Decisions');
  });

  it('escapes what Markdown would take for markup', async () => {
    const title = '<script>*Week*</script> [6](javascript:x)';
    expect((await compose(PROMPT, { title })).markdown.split('\n')[0]).toBe('# \\<script\\>\\*Week\\*\\</script\\> \\[6\\](javascript:x)');
  });
});

it('reads limits, fields and the review from the prompt, and makes one section where there is none', () => {
  expect(readSections('Be brief.\n\n## What hurts\nFrom learned, journal. At most 3.\n## Next\nThe review’s questions.')).toMatchObject({
    dropContested: false,
    sections: [
      { heading: 'What hurts', limit: 3, from: ['learned', 'journal'], ofReview: false },
      { heading: 'Next', limit: 6, from: [], ofReview: true },
    ],
  });
  expect(readSections('Be brief.').sections).toMatchObject([{ heading: 'Findings' }]);
});

it('takes its sections from an outline in place of the prompt', async () => {
  const { markdown } = await compose(PROMPT, { outline: '## What broke\nFrom happened.' });
  expect(markdown).toContain('## What broke\n\n- The oven is broken. [1]');
  expect(markdown).not.toContain('## Decisions');
});

it('holds each citation against the evidence it is given: one that does not stand there leaves its claim contested', async () => {
  const sources = [{ slice: SliceName.parse('transcript'), sliceHash: valueHash(TEXT), text: TEXT }];
  const forged = verdicts.map(verdict =>
    verdict.claim_id === 'c2'
      ? { ...verdict, citations: [{ ...cited('c2.1', 'The oven is broken.'), quote: 'The oven is new.' }] }
      : verdict,
  );
  const { markdown, citations, contested } = await compose(PROMPT, { verdicts: forged as unknown as JsonObject[] }, sources); // true: verdicts are JSON

  expect(citations.map(({ id }) => id)).toEqual(['c1.1']);
  expect(contested).toEqual(['c2', 'c3']);
  expect(markdown).not.toContain('The oven is new.');
});

const WORDS = ['oven', 'buyers', '[7]', '⚠', 'Ana:', 'ten', '`code`', '<b>', 'I', 'agreed'];
const anyJudged = fc.array(
  fc.record({
    words: fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 6 }),
    field: fc.constantFrom('happened', 'agreed', 'else'),
    isGrounded: fc.boolean(),
    places: fc.array(fc.nat(TEXT.length - 2), { minLength: 1, maxLength: 3 }),
  }),
  { maxLength: 12 },
);

it('refers to its sources and to nothing else, and marks whatever is contested, for any claims and verdicts', async () => {
  await fc.assert(
    fc.asyncProperty(anyJudged, fc.boolean(), async (judged, drops) => {
      const all = judged.map(({ words, field }, at) => ({
        ...{ claim_id: `c${String(at)}`, text: words.join(' '), kind: 'fact', checkable: true },
        draft_span: { path: `/session/${field}/0`, start: 0, end: 1 },
      }));
      const said = judged.map(({ isGrounded, places }, at) => {
        const citations = places.map((start, n) => ({
          ...cited(`c${String(at)}.${String(n)}`, TEXT.slice(start)),
          start,
          end: TEXT.length,
        }));
        const nothing: Citation[] = [];
        return {
          ...{
            claim_id: `c${String(at)}`,
            verdict: isGrounded ? 'grounded' : 'contested',
            reason: isGrounded ? null : 'partial',
            score: 1,
            note: null,
          },
          ...(isGrounded ? { citations, against: nothing } : { citations: nothing, against: citations }),
        };
      });
      const more = { claims: all, verdicts: said, review: { next_question: null, avoids: [] } } as unknown as JsonObject; // true: JSON
      const { markdown, citations, contested } = await compose(`${drops ? 'Leave contested claims out.\n' : ''}${PROMPT}`, more);

      const body = markdown.split('\n## Sources\n')[0] ?? '';
      const referred = [...body.matchAll(/(?<!\\)\[(\d+)\]/g)].map(([, number]) => Number(number));
      expect(new Set(referred)).toEqual(new Set(citations.map(({ number }) => number)));
      const known = new Set(said.flatMap(verdict => [...verdict.citations, ...verdict.against].map(({ id }) => id)));
      expect(citations.filter(({ id }) => !known.has(id))).toEqual([]);
      const flagged = body.split('\n').filter(line => line.startsWith('- ⚠ **Contested.**'));
      expect(flagged).toHaveLength(contested.length);
      if (drops) expect(contested).toEqual([]);
      expect(contested.every(id => said.find(({ claim_id }) => claim_id === id)?.verdict === 'contested')).toBe(true);
    }),
    { seed: 21, numRuns: 150 },
  );
});
