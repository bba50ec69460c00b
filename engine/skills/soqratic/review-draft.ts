import type { SourceText } from '../../models/model.ts';
import type { Claim, Verdict } from '../claim.ts';
import { leftOut } from './left-out.ts';
import { unansweredQuestions, type OpenQuestion } from './unanswered-questions.ts';
import { unfinished } from './unfinished.ts';

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
        quote: topic.quote,
        start: topic.start,
        end: topic.end,
        why: `The packet speaks of “${topic.word}” in ${topic.passages} sentences of ${topic.slices} slices, the draft never.`,
      })),
    ...claims.flatMap(claim => {
      const open = unfinished(claim);
      return open === null ? [] : [{ about: claim.claim_id, why: `“${short(claim.text)}” ${open}` }];
    }),
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

const short = (text: string): string => (text.length <= 140 ? text : `${text.slice(0, 137).replace(/\s+\S*$/, '')} …`);
const spoken = (slice: string): string => slice.replaceAll('_', ' ');
