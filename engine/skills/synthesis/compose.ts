import { z } from 'zod';
import { ok } from '../../base/result.ts';
import { Claim, Verdict } from '../claim.ts';
import type { CodedSkill } from '../coded-skill.ts';
import { readInput } from '../read-input.ts';
import { checkVerdicts } from '../terra/check-verdicts.ts';
import { placeClaims, type JudgedClaim } from './place-claims.ts';
import { readSections } from './read-sections.ts';
import { writeDocument } from './write-document.ts';

const Input = z.object({
  title: z.string().min(1).max(300),
  claims: z.array(Claim).max(2000),
  verdicts: z.array(Verdict),
  review: z.object({ next_question: z.string().nullable(), avoids: z.array(z.object({ about: z.string(), why: z.string() })) }).optional(),
  outline: z.string().max(20_000).optional(),
});

/** The artefact from grounded claims. Which sections it has, and what goes in each, `outline` says or else the skill's prompt: see `readSections`. */
export const synthesisCompose: CodedSkill = {
  name: 'synthesis.compose',
  codeVersion: 'synthesis-2',
  policyHash: null,
  modelFree: true,
  run: (input, stage) => {
    const read = readInput(Input, input, 'synthesis.compose');
    if (!read.ok) return Promise.resolve(read);
    const { title, claims, review, outline } = read.value;
    // With the evidence at hand each citation is held against it once more, whoever made the verdicts.
    const verdicts = stage.sources.length === 0 ? read.value.verdicts : checkVerdicts(claims, read.value.verdicts, stage.sources);
    const judged = claims.flatMap(claim => {
      const verdict = verdicts.find(each => each.claim_id === claim.claim_id);
      return verdict === undefined ? [] : [{ claim, verdict }];
    });
    const { sections, dropContested } = readSections(outline ?? stage.prompt);
    const shown = dropContested ? judged.filter(({ verdict }) => verdict.verdict === 'grounded') : judged;
    const placed = placeClaims(sections, shown);
    const counts = countsOf(judged);
    const { markdown, citations } = writeDocument({
      title,
      sections: sections.map((section, index) => ({ section, claims: placed[index] ?? [] })),
      questions: review === undefined ? [] : questionsOf(review),
      hasNext: review !== undefined && review.next_question !== null,
      counts,
    });
    const contested = placed.flat().flatMap(({ claim, verdict }) => (verdict.verdict === 'contested' ? [claim.claim_id] : []));
    return Promise.resolve(
      ok({
        output: { title, markdown, citations: citations, contested },
        citations: citations.length,
        claims: { total: judged.length, ...counts },
        artefact: { title, markdown },
      }),
    );
  },
};

const countsOf = (judged: readonly JudgedClaim[]) => {
  const grounded = judged.filter(({ verdict }) => verdict.verdict === 'grounded').length;
  return { grounded, contested: judged.length - grounded };
};

/** The next question first, then what else was avoided in a slice; what is said of claims stands in the sections already. */
function questionsOf({
  next_question,
  avoids,
}: {
  next_question: string | null;
  avoids: readonly { about: string; why: string }[];
}): string[] {
  const ofSlices = avoids.filter(({ about }) => !/^c\d+$/.test(about)).map(({ why }) => why);
  if (next_question === null) return ofSlices;
  const first = ofSlices.find(why => why.includes(next_question)) ?? next_question;
  return [first, ...ofSlices.filter(why => why !== first)];
}
