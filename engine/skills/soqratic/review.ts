import { z } from 'zod';
import type { Json } from '../../base/json.ts';
import type { JsonSchema } from '../../base/json-schema.ts';
import { ok, refused, type Result } from '../../base/result.ts';
import type { StepError } from '../../base/step-error.ts';
import { Claim, Verdict } from '../claim.ts';
import type { CodedSkill } from '../coded-skill.ts';
import { readInput } from '../read-input.ts';
import type { Stage } from '../skill.ts';
import { checkReview, ModelReview } from './check-review.ts';
import { reviewDraft, type Review } from './review-draft.ts';

const Input = z.object({ claims: z.array(Claim).max(2000), verdicts: z.array(Verdict) });

/** The code reviews; a model that is configured reviews too, is shown what the code found, and is held to the same shape and the same checks. */
export const soqraticReview: CodedSkill = {
  name: 'soqratic.review',
  codeVersion: 'soqratic-2',
  policyHash: null,
  modelFree: true,
  mayAskModel: true,
  run: async (input, stage) => {
    const read = readInput(Input, input, 'soqratic.review');
    if (!read.ok) return read;
    const { claims, verdicts } = read.value;
    const found = reviewDraft(claims, verdicts, stage.sources);
    const review = stage.hasModel === true ? await askReviewer(found, claims, verdicts, stage) : ok(found);
    if (!review.ok) return review;
    return ok({ output: review.value as unknown as Json, citations: 0, claims: null, artefact: null }); // true: a review is JSON
  },
};

async function askReviewer(
  found: Review,
  claims: readonly Claim[],
  verdicts: readonly Verdict[],
  stage: Stage,
): Promise<Result<Review, StepError>> {
  const answer = await stage.model({
    prompt: `${stage.prompt}\n\n${RULES}`,
    input: {
      claims: claims.map(({ claim_id, text, kind }) => {
        const verdict = verdicts.find(each => each.claim_id === claim_id);
        return { claim_id, text, kind, verdict: verdict?.verdict ?? 'contested', note: verdict?.note ?? null };
      }),
      slices: Object.fromEntries(stage.sources.map(({ slice, text }) => [slice, text])),
      found: found as unknown as Json, // true: a review is JSON
    },
    outputSchema: REVIEW_SCHEMA,
  });
  if (!answer.ok) return answer;
  const said = ModelReview.safeParse(answer.value);
  if (said.success) return ok(checkReview(found, said.data, claims, stage.sources));
  return refused({ class: 'invalid_output', code: 'schema_mismatch', message: 'The review of the model does not have the shape of one.' });
}

const RULES =
  'Each entry of avoids points with about at the id of a claim or at the name of a slice, and at nothing else. A quote is copied from that slice, ' +
  'character by character. What stands in found was noticed already: add what it misses.';

const REVIEW_SCHEMA: JsonSchema = {
  type: 'object',
  required: ['verdict', 'next_question', 'avoids', 'notes'],
  properties: {
    verdict: { enum: ['accept', 'revise'] },
    next_question: { type: ['string', 'null'], description: 'The one question to begin with, ending in a question mark.' },
    avoids: {
      type: 'array',
      items: {
        type: 'object',
        required: ['about', 'why'],
        properties: {
          about: { type: 'string', description: 'A claim_id or the name of a slice.' },
          why: { type: 'string' },
          quote: { type: 'string', description: 'Copied from the slice.' },
        },
      },
    },
    notes: { type: 'array', items: { type: 'string' } },
  },
};
