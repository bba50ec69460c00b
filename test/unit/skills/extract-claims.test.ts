import { expect, it } from 'vitest';
import { claimsIn, extractClaims, kindOf } from '../../../engine/skills/extract-claims/extract-claims.ts';
import { stageMemory } from '../../../engine/skills/stage-memory.ts';

it('takes each sentence of any draft once, in a steady order, and says where it stands', () => {
  const drafts = { session: { done: ['Ana: We met. We agreed on ten; Ben leaves in the spring.'] }, journal: 'We met.\n\nWho pays?' };

  const claims = claimsIn(drafts);

  expect(claims.map(({ claim_id, text, draft_span }) => [claim_id, text, draft_span?.path])).toEqual([
    ['c1', 'We met.', '/journal'],
    ['c2', 'Ana: We agreed on ten; Ben leaves in the spring.', '/session/done/0'],
  ]);
  expect(claims[1]?.draft_span).toEqual({ path: '/session/done/0', start: 13, end: 56 });
});

it('parts what a semicolon joins where both halves can stand alone', () => {
  expect(claimsIn('The canteen cooks for 180 people; the school would count the course.').map(claim => claim.text)).toEqual([
    'The canteen cooks for 180 people',
    'the school would count the course.',
  ]);
});

it('parts what several semicolons join, and what no reader would take for one statement, and cuts no letter in two', () => {
  expect(claimsIn('They cook for 180 people a day; the school would count the course; nobody has asked the city yet.')).toHaveLength(3);
  const long = claimsIn(`${'word '.repeat(1000)}${'😀'.repeat(3000)}`);
  expect(long.length).toBeGreaterThan(2);
  for (const { text } of long) {
    expect(text.length).toBeLessThanOrEqual(2000);
    expect(text.isWellFormed()).toBe(true);
  }
});

it('tells how many claims it left out', async () => {
  const drafts = Array.from({ length: 2010 }, (_none, at) => `The depot counted ${String(at)} lamps.`);
  const answer = await extractClaims.run(
    { drafts },
    { sources: [], prompt: '', memory: stageMemory([]), model: () => Promise.reject(new Error('None is asked.')) },
  );
  expect(answer).toMatchObject({ ok: true, value: { output: { left_out: 10, claims: { length: 2000 } } } });
});

it.each([
  ['I feel guilty about the workshop.', 'opinion'],
  ['I will send the questions by Thursday.', 'commitment'],
  ['They throw away ten loaves.', 'number'],
  ['The owner asked his sister.', 'fact'],
])('calls “%s” a %s', (sentence, kind) => {
  expect(kindOf(sentence)).toBe(kind);
});
