import { z } from 'zod';
import type { SourceText } from '../../models/model.ts';
import type { Claim } from '../claim.ts';
import type { Avoided, Review } from './review-draft.ts';

/** What a model may answer: the shape of a review, passages without their places. */
export const ModelReview = z.object({
  verdict: z.enum(['accept', 'revise']),
  next_question: z.string().max(1000).nullable(),
  avoids: z
    .array(z.object({ about: z.string().max(200), why: z.string().min(1).max(2000), quote: z.string().max(8000).optional() }))
    .max(50),
  notes: z.array(z.string().max(2000)).max(20),
});
export type ModelReview = z.infer<typeof ModelReview>;

/**
 * A model's review, held to what the code found: an item that points at no claim and no slice is left out, a passage is quoted only where it stands
 * in the packet to the character, and what the code found stays, whether the model saw it or not. A draft that the code wants revised stays so.
 */
export function checkReview(found: Review, said: ModelReview, claims: readonly Claim[], sources: readonly SourceText[]): Review {
  const ids = new Set(claims.map(({ claim_id }) => claim_id));
  const pointed = said.avoids.flatMap(item => pointedAt(item, ids, sources));
  const dropped = said.avoids.length - pointed.length;
  const misquoted = said.avoids.filter(({ quote }) => quote !== undefined && !sources.some(({ text }) => text.includes(quote))).length;
  const question = said.next_question?.trim() ?? '';
  return {
    verdict: found.verdict === 'revise' ? 'revise' : said.verdict,
    next_question: question.endsWith('?') ? question : found.next_question,
    avoids: [...pointed, ...found.avoids.filter(item => !pointed.some(other => saysOf(other, item)))],
    notes: [
      ...found.notes,
      ...said.notes,
      ...(dropped === 0
        ? []
        : [`${counted(dropped, 'remark')} of the model pointed at nothing in the packet and ${isOrAre(dropped)} left out.`]),
      ...(misquoted === 0
        ? []
        : [
            `${counted(misquoted, 'passage')} that the model quoted ${isOrAre(misquoted)} not in the packet; the remark stands without it.`,
          ]),
    ],
  };
}

function pointedAt(
  { about, why, quote }: ModelReview['avoids'][number],
  ids: ReadonlySet<string>,
  sources: readonly SourceText[],
): Avoided[] {
  const source = sources.find(({ slice }) => slice === about);
  if (source === undefined) return ids.has(about) ? [{ about, why }] : [];
  const start = quote === undefined || quote === '' ? -1 : source.text.indexOf(quote);
  return [start < 0 || quote === undefined ? { about, why } : { about, why, quote, start, end: start + quote.length }];
}

/** True when both are about the same claim, or about the same passage. */
const saysOf = (a: Avoided, b: Avoided): boolean =>
  a.about === b.about &&
  (a.quote === b.quote || (a.start !== undefined && b.start !== undefined && a.start < (b.end ?? 0) && b.start < (a.end ?? 0)));

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
const isOrAre = (count: number): string => (count === 1 ? 'is' : 'are');
