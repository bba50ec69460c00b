import { expect, it } from 'vitest';
import { claimsIn, kindOf } from '../../../engine/skills/extract-claims/extract-claims.ts';

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

it.each([
  ['I feel guilty about the workshop.', 'opinion'],
  ['I will send the questions by Thursday.', 'commitment'],
  ['They throw away ten loaves.', 'number'],
  ['The owner asked his sister.', 'fact'],
])('calls “%s” a %s', (sentence, kind) => {
  expect(kindOf(sentence)).toBe(kind);
});
