import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../engine/base/json.ts';
import { SliceName } from '../../../engine/base/ids.ts';
import { valueHash } from '../../../engine/base/value-ref.ts';
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

async function compose(prompt: string, more: JsonObject = {}) {
  const input = JSON.parse(JSON.stringify({ title: 'Week 6', claims, verdicts, review, ...more })) as JsonObject;
  const answer = await synthesisCompose.run(input, {
    sources: [],
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
