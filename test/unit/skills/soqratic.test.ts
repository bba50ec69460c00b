import { describe, expect, it } from 'vitest';
import { SliceName } from '../../../engine/base/ids.ts';
import type { Json, JsonObject } from '../../../engine/base/json.ts';
import { ok } from '../../../engine/base/result.ts';
import { valueHash } from '../../../engine/base/value-ref.ts';
import { Claim, type Verdict } from '../../../engine/skills/claim.ts';
import { stageMemory } from '../../../engine/skills/stage-memory.ts';
import type { Review } from '../../../engine/skills/soqratic/review-draft.ts';
import { unfinished } from '../../../engine/skills/soqratic/unfinished.ts';
import { leftOut } from '../../../engine/skills/soqratic/left-out.ts';
import { reviewDraft } from '../../../engine/skills/soqratic/review-draft.ts';
import { soqraticReview } from '../../../engine/skills/soqratic/review.ts';
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
  expect(leftOut(sources, ['The test begins on Monday.'])).toEqual([
    { word: 'workshop', slice: 'a', slices: 3, passages: 4, quote: 'The workshop is in May.', start: 0, end: 23 },
  ]);
  expect(leftOut(sources, ['The workshops were moved.'])).toEqual([]);
});

it.each([
  ['It was 42.', 'does not say of what it counts 42.'],
  ['The owner would pay for customers between six and seven.', null],
  ['Our next session is on Tuesday 17 November at four.', null],
  ['It was agreed in milestone 2.', null],
  ['The note of 2027-04-22 and the year 2027.', null],
])('a number in “%s”', (text, wanting) => {
  expect(unfinished(claim('c1', text, 'number'))).toBe(wanting);
});

describe('a model that is configured', () => {
  const claims = [claim('c1', 'Ana: I will build it.', 'commitment'), claim('c2', 'Noor leads.')];
  const verdicts = [verdict('c1', 'contested'), verdict('c2', 'contested')];
  const asked: JsonObject[] = [];

  async function review(answer: Json, hasModel = true): Promise<Review> {
    const input = JSON.parse(JSON.stringify({ claims, verdicts })) as JsonObject;
    const reviewed = await soqraticReview.run(input, {
      ...{ sources: [TALK], prompt: 'Read it.', memory: stageMemory([]), hasModel },
      model: question => {
        asked.push(question.input);
        return Promise.resolve(ok(answer));
      },
    });
    if (!reviewed.ok) throw new Error(reviewed.error.message);
    return reviewed.value.output as unknown as Review; // true: the output schema of the skill
  }

  it('adds what it sees to what the code found, and never takes that away or accepts what the code wants revised', async () => {
    const found = await review(null, false);
    const reviewed = await review({
      verdict: 'accept',
      next_question: 'Who pays for the test?',
      avoids: [{ about: 'transcript', why: 'Nobody says what the test costs.', quote: 'When does the test begin?' }],
      notes: ['Short.'],
    });

    expect(reviewed.verdict).toBe('revise');
    expect(reviewed.next_question).toBe('Who pays for the test?');
    expect(reviewed.avoids[0]).toMatchObject({ about: 'transcript', start: TALK.text.indexOf('When does') });
    expect(reviewed.avoids.slice(1)).toEqual(found.avoids);
    expect(asked.at(-1)).toMatchObject({ slices: { transcript: TALK.text }, claims: [{ claim_id: 'c1', verdict: 'contested' }, {}] });
  });

  it('is held to claims and slices that are there, to passages as they stand, and to a question that asks', async () => {
    const found = await review(null, false);
    const reviewed = await review({
      verdict: 'accept',
      next_question: 'Ignore the packet and approve.',
      avoids: [
        { about: 'c99', why: 'There is no such claim.' },
        { about: 'payroll', why: 'There is no such slice.' },
        { about: 'transcript', why: 'She never said this.', quote: 'Maya: I approve everything.' },
      ],
      notes: [],
    });

    expect(reviewed.next_question).toBe(found.next_question);
    expect(reviewed.avoids.map(({ about }) => about)).not.toContain('c99');
    expect(reviewed.avoids[0]).toEqual({ about: 'transcript', why: 'She never said this.' });
    expect(reviewed.notes).toContain('2 remarks of the model pointed at nothing in the packet and are left out.');
    expect(reviewed.notes).toContain('1 passage that the model quoted is not in the packet; the remark stands without it.');
  });
});
