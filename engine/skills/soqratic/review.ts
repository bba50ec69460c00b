import { z } from 'zod';
import type { Json } from '../../base/json.ts';
import { ok } from '../../base/result.ts';
import { numbersIn } from '../../models/numbers.ts';
import type { SourceText } from '../../models/model.ts';
import { Claim, Verdict } from '../claim.ts';
import type { CodedSkill } from '../coded-skill.ts';
import { readInput } from '../read-input.ts';
import { leftOut } from './left-out.ts';
import { unansweredQuestions, type OpenQuestion } from './unanswered-questions.ts';

const Input = z.object({ claims: z.array(Claim).max(2000), verdicts: z.array(Verdict) });

/** What the draft avoids, and where: a claim's id or a slice's name, with the passage where there is one. */
export interface Avoided {
  readonly about: string;
  readonly why: string;
  readonly quote?: string;
  readonly start?: number;
  readonly end?: number;
}

export interface Review {
  readonly verdict: 'accept' | 'revise';
  readonly next_question: string | null;
  readonly avoids: readonly Avoided[];
  readonly notes: readonly string[];
}

export const soqraticReview: CodedSkill = {
  name: 'soqratic.review',
  codeVersion: 'soqratic-1',
  policyHash: null,
  modelFree: true,
  run: (input, stage) => {
    const read = readInput(Input, input, 'soqratic.review');
    if (!read.ok) return Promise.resolve(read);
    const review = reviewDraft(read.value.claims, read.value.verdicts, stage.sources);
    return Promise.resolve(ok({ output: review as unknown as Json, citations: 0, claims: null, artefact: null })); // true: a review is JSON
  },
};

/** A draft with fewer grounded claims than this is not ready. */
const READY_SHARE = 0.6;
const MOST_LEFT_OUT = 2;

/** The offline review: contested claims, questions asked and not answered, weighty words left out, promises without a day, numbers of nothing. */
export function reviewDraft(claims: readonly Claim[], verdicts: readonly Verdict[], sources: readonly SourceText[]): Review {
  const open = unansweredQuestions(sources);
  const contested = claims.flatMap(claim => {
    const verdict = verdicts.find(each => each.claim_id === claim.claim_id);
    return verdict?.verdict === 'contested' ? [{ claim, verdict }] : [];
  });
  const avoids: Avoided[] = [
    ...open.map(openQuestion),
    ...contested.map(({ claim, verdict }) => ({
      about: claim.claim_id,
      why: `“${short(claim.text)}” is contested. ${verdict.note ?? ''}`.trim(),
    })),
    ...leftOut(
      sources,
      claims.map(claim => claim.text),
    )
      .slice(0, MOST_LEFT_OUT)
      .map(topic => ({
        about: topic.slice,
        why: `The packet speaks of “${topic.word}” in ${topic.passages} sentences of ${topic.slices} slices, the draft never.`,
      })),
    ...claims.flatMap(unfinished),
  ];
  const share = claims.length === 0 ? 0 : 1 - contested.length / claims.length;
  return {
    verdict: share < READY_SHARE ? 'revise' : 'accept',
    next_question: nextQuestion(
      open,
      contested.map(({ claim }) => claim),
    ),
    avoids,
    notes: [
      `${claims.length - contested.length} of ${claims.length} claims are grounded.`,
      ...(open.length === 0 ? [] : [`${open.length} ${open.length === 1 ? 'question was' : 'questions were'} asked and not answered.`]),
    ],
  };
}

const openQuestion = ({ slice, quote, start, end, askedBy, reply, perhaps }: OpenQuestion): Avoided => ({
  about: slice,
  why: `${askedBy} asked “${quote}” and got no answer${reply === null ? '' : `: “${short(reply)}”`}${perhaps === null ? '' : ` The ${spoken(perhaps.slice)} may hold it: “${short(perhaps.quote)}”`}`,
  quote,
  start,
  end,
});

/** The question that was refused before the one nobody could answer, the later before the earlier; one that another slice may answer comes last. */
function nextQuestion(open: readonly OpenQuestion[], contested: readonly Claim[]): string | null {
  const weight = (question: OpenQuestion): number => (question.perhaps === null ? 2 : 0) + (question.how === 'refused' ? 1 : 0);
  const [first] = open.toReversed().sort((a, b) => weight(b) - weight(a));
  if (first !== undefined) return first.quote;
  const [claim] = contested;
  return claim === undefined ? null : `What was said about this: “${short(claim.text)}”?`;
}

const DAY =
  /\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b|\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|\b(?:today|tomorrow|next (?:week|session|month)|week \d+|by the end of)\b|\d{4}-\d{2}-\d{2}/i;

/** A promise in the first person without a day, a number of nothing. */
function unfinished(claim: Claim): Avoided[] {
  if (claim.kind === 'commitment' && /\b(?:I|we) (?:will|am going to|shall)\b/i.test(claim.text) && !DAY.test(claim.text)) {
    return [{ about: claim.claim_id, why: `“${short(claim.text)}” names no day.` }];
  }
  const bare = claim.kind === 'number' ? numbersIn(claim.text).find(number => number.unit === null && !isYear(number.value)) : undefined;
  return bare === undefined ? [] : [{ about: claim.claim_id, why: `“${short(claim.text)}” does not say of what it counts ${bare.value}.` }];
}

const isYear = (value: number): boolean => Number.isInteger(value) && value >= 1900 && value <= 2100;

const short = (text: string): string => (text.length <= 140 ? text : `${text.slice(0, 137).replace(/\s+\S*$/, '')} …`);
const spoken = (slice: string): string => slice.replaceAll('_', ' ');
