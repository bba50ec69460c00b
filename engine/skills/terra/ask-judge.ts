import { z } from 'zod';
import type { JsonSchema } from '../../base/json-schema.ts';
import { ok, refused, type Result } from '../../base/result.ts';
import type { StepError } from '../../base/step-error.ts';
import type { SourceText } from '../../models/model.ts';
import { CONTESTED_REASONS, type Claim, type Verdict } from '../claim.ts';
import type { Stage } from '../skill.ts';
import { candidates } from './gather-evidence.ts';
import { holdToPacket } from './hold-to-packet.ts';
import type { SourceIndex, SourcePassage } from './index-sources.ts';
import { wantedBy } from './judge-claim.ts';
import { Judgement } from './judgement.ts';

/** So many claims are asked of at once: the answer on more would be cut off. */
const AT_ONCE = 40;
/** Slices of more characters than this go to the judge as the passages that speak of the claims. */
const WHOLE_CHARS = 120_000;
/** Of each claim, with the sentence before and after each. */
const PASSAGES = 8;

/**
 * The verdicts of the stage's model. It is held to what holds for the offline method: one verdict for each claim, each citation to the character;
 * what it skips, invents or misquotes is contested. Refused when the model cannot be asked.
 */
export async function askJudge(
  claims: readonly Claim[],
  index: SourceIndex,
  testimony: ReadonlySet<string>,
  stage: Stage,
): Promise<Result<Verdict[], StepError>> {
  const verdicts: Verdict[] = [];
  for (let from = 0; from < claims.length; from += AT_ONCE) {
    const asked = claims.slice(from, from + AT_ONCE);
    const answer = await stage.model({
      prompt: `${stage.prompt}\n\n${RULES}`,
      input: { claims: asked.map(({ claim_id, text, kind }) => ({ claim_id, text, kind })), testimony: [...testimony] },
      sources: excerpts(asked, index, stage.sources),
      outputSchema: SCHEMA,
    });
    if (!answer.ok) return answer;
    const said = z.object({ verdicts: z.array(Judgement) }).safeParse(answer.value);
    if (!said.success)
      return refused({
        class: 'invalid_output',
        code: 'schema_mismatch',
        message: 'The verdicts of the model do not have the shape of any.',
      });
    verdicts.push(...holdToPacket(asked, said.data.verdicts, index, { sources: stage.sources, testimony }));
    stage.tell?.(Math.min(1, (from + AT_ONCE) / claims.length));
  }
  return ok(verdicts);
}

const RULES =
  'Give exactly one verdict for each claim_id, and for no other. A claim is grounded only when what you cite says all of it; then cite each passage ' +
  'that it rests on, at least one, copied from its slice character by character, whole sentences. Else it is contested: give the reason (not_found: ' +
  'the packet does not speak of it; partial: only a part stands there; numeric_mismatch: a number or date differs; negation or contradicted: the packet ' +
  'says the opposite; ambiguous_source: slices differ), a note of one sentence, and cite the nearest passages. The slices that testimony names tell one ' +
  'side only: a commitment that stands in them alone is contested. When in doubt, contested.';

const SCHEMA: JsonSchema = {
  type: 'object',
  required: ['verdicts'],
  properties: {
    verdicts: {
      type: 'array',
      items: {
        type: 'object',
        required: ['claim_id', 'verdict', 'reason', 'citations', 'note'],
        properties: {
          claim_id: { type: 'string' },
          verdict: { enum: ['grounded', 'contested'] },
          reason: { enum: [...CONTESTED_REASONS.filter(reason => reason !== 'unjudged'), null] },
          citations: {
            type: 'array',
            items: {
              type: 'object',
              required: ['slice', 'quote'],
              properties: { slice: { type: 'string' }, quote: { type: 'string', description: 'Copied from the slice.' } },
            },
          },
          note: { type: ['string', 'null'], description: 'Why it is contested, as a sentence.' },
        },
      },
    },
  },
};

/** The slices as they are, or of long ones the passages that speak of the claims, in their order. */
function excerpts(claims: readonly Claim[], index: SourceIndex, sources: readonly SourceText[]): readonly SourceText[] {
  if (sources.reduce((sum, { text }) => sum + text.length, 0) <= WHOLE_CHARS) return sources;
  const wanted = new Map<number, SourcePassage>();
  for (const claim of claims) {
    for (const passage of candidates(wantedBy(claim.text, index).terms, index, PASSAGES))
      for (const near of index.around(passage, 1)) wanted.set(near.index, near);
  }
  const inOrder = [...wanted.values()].sort((a, b) => a.index - b.index);
  return sources.map(source => {
    const mine = inOrder.filter(passage => passage.source === source);
    const text = mine.map(({ start, end, index: at }, place) => {
      const gap = place > 0 && mine[place - 1]?.index !== at - 1 ? '[…]\n' : '';
      return `${gap}${source.text.slice(start, end)}`;
    });
    return { ...source, text: text.join('\n') };
  });
}
