import { describe, expect, it } from 'vitest';
import { SliceName } from '../../../engine/base/ids.ts';
import { valueHash } from '../../../engine/base/value-ref.ts';
import { Claim, type Verdict } from '../../../engine/skills/claim.ts';
import { leftOut } from '../../../engine/skills/soqratic/left-out.ts';
import { reviewDraft } from '../../../engine/skills/soqratic/review.ts';
import { unansweredQuestions } from '../../../engine/skills/soqratic/unanswered-questions.ts';

const source = (slice: string, text: string) => ({ slice: SliceName.parse(slice), sliceHash: valueHash(text), text });
const claim = (claim_id: string, text: string, kind: Claim['kind'] = 'fact') => Claim.parse({ claim_id, text, kind });
const verdict = (claim_id: string, word: Verdict['verdict']): Verdict => ({
  claim_id,
  verdict: word,
  reason: word === 'grounded' ? null : 'partial',
  score: 1,
  citations: [],
  against: [],
  note: word === 'grounded' ? null : 'It stands in the journal only.',
});

const TALK = source(
  'transcript',
  [
    'Ines: How much of the 4,000 euro grant is left?',
    'Maya: I would rather not look at that today.',
    'Ines: When does the test begin?',
    'Maya: On Monday.',
    'Ines: What will you let go of?',
    'Maya: I do not know yet.',
  ].join('\n\n'),
);

describe('questions that were asked and not answered', () => {
  it('are found with their place, and with how they were evaded', () => {
    const open = unansweredQuestions([TALK]);

    expect(open.map(({ quote, how, askedBy }) => [quote, how, askedBy])).toEqual([
      ['How much of the 4,000 euro grant is left?', 'refused', 'Ines'],
      ['What will you let go of?', 'unknown', 'Ines'],
    ]);
    for (const { start, end, quote } of open) expect(TALK.text.slice(start, end)).toBe(quote);
  });

  it('may have their answer in another slice', () => {
    const [money] = unansweredQuestions([TALK, source('journal', 'I added it up. I have spent 1,150 euros.')]);
    expect(money?.perhaps).toEqual({ slice: 'journal', quote: 'I have spent 1,150 euros.' });
  });
});

it('begins with the question that was refused, unless another slice may answer it', () => {
  expect(reviewDraft([], [], [TALK]).next_question).toBe('How much of the 4,000 euro grant is left?');
  expect(reviewDraft([], [], [TALK, source('journal', 'I have spent 1,150 euros.')]).next_question).toBe('What will you let go of?');
});

it('asks about a contested claim when every question was answered', () => {
  const claims = [claim('c1', 'We meet in May.')];
  expect(reviewDraft(claims, [verdict('c1', 'contested')], []).next_question).toBe('What was said about this: “We meet in May.”?');
  expect(reviewDraft(claims, [verdict('c1', 'grounded')], []).next_question).toBeNull();
});

it('points with each item at a claim or a slice', () => {
  const claims = [claim('c1', 'Ana: I will build it.', 'commitment'), claim('c2', 'It was 42.', 'number'), claim('c3', 'Noor leads.')];
  const review = reviewDraft(claims, [verdict('c1', 'grounded'), verdict('c2', 'grounded'), verdict('c3', 'contested')], [TALK]);

  expect(review.avoids.map(({ about }) => about)).toEqual(['transcript', 'transcript', 'c3', 'c1', 'c2']);
  expect(review.avoids[3]?.why).toContain('names no day');
  expect(review.avoids[4]?.why).toContain('of what it counts 42');
});

it('wants a draft revised when too little of it is grounded, or when there is none', () => {
  const claims = [claim('c1', 'One.'), claim('c2', 'Two.')];
  expect(reviewDraft(claims, [verdict('c1', 'grounded'), verdict('c2', 'grounded')], []).verdict).toBe('accept');
  expect(reviewDraft(claims, [verdict('c1', 'contested'), verdict('c2', 'grounded')], []).verdict).toBe('revise');
  expect(reviewDraft([], [], []).verdict).toBe('revise');
});

it('names what the packet weighs heavily and no claim speaks of', () => {
  const sources = [
    source('a', 'The workshop is in May. A workshop takes a day.'),
    source('b', 'She promised a workshop.'),
    source('c', 'Nobody prepared the workshop. The weather is fine.'),
  ];
  expect(leftOut(sources, ['The test begins on Monday.'])).toEqual([{ word: 'workshop', slice: 'a', slices: 3, passages: 4 }]);
  expect(leftOut(sources, ['The workshops were moved.'])).toEqual([]);
});
