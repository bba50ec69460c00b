import { z } from 'zod';
import { isJsonObject, type Json } from '../../base/json.ts';
import { ok } from '../../base/result.ts';
import { numbersIn } from '../../models/numbers.ts';
import { passagesOf } from '../../models/sentences.ts';
import type { Claim } from '../claim.ts';
import type { CodedSkill } from '../coded-skill.ts';
import { readInput } from '../read-input.ts';

const Input = z.object({ drafts: z.json() });
/** A run with more claims than this would cost minutes and read like none. */
const MAX_CLAIMS = 500;

/** Splits every text of the drafts into sentences; a question is no claim, and what stands there twice is one claim. */
export const extractClaims: CodedSkill = {
  name: 'extract_claims',
  codeVersion: 'extract-claims-1',
  policyHash: null,
  modelFree: true,
  run: input => {
    const read = readInput(Input, input, 'extract_claims');
    return Promise.resolve(
      read.ok
        ? ok({ output: { claims: claimsIn(read.value.drafts) as unknown as Json }, citations: 0, claims: null, artefact: null })
        : read, // true: a claim is JSON
    );
  },
};

/** In the order of the drafts: lists as they stand, an object's fields by name. Ids are `c1`, `c2` … */
export function claimsIn(drafts: Json): Claim[] {
  const claims: Claim[] = [];
  const seen = new Set<string>();
  eachText(drafts, '', (path, text) => {
    for (const { start, end, speaker } of statementsOf(text)) {
      const sentence = text.slice(start, end);
      const words = sentence.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ');
      if (sentence.endsWith('?') || seen.has(words) || claims.length >= MAX_CLAIMS) continue;
      seen.add(words);
      const kind = kindOf(sentence);
      claims.push({
        claim_id: `c${claims.length + 1}`,
        text: speaker === null ? sentence : `${speaker}: ${sentence}`,
        kind,
        checkable: kind !== 'opinion',
        draft_span: { path, start, end },
      });
    }
  });
  return claims;
}

/** Sentences, and the halves of one that a semicolon parts. */
function statementsOf(text: string): { start: number; end: number; speaker: string | null }[] {
  return passagesOf(text).flatMap(({ start, end, speaker }) => {
    const cut = text.slice(start, end).indexOf('; ');
    if (cut < 0 || end - start - cut < 20 || cut < 20) return [{ start, end, speaker }];
    return [
      { start, end: start + cut, speaker },
      { start: start + cut + 2, end, speaker },
    ];
  });
}

const FEELS =
  /\b(?:feel|feels|felt|afraid|worried|hope|hopes|guilty|relieved|disappointed|proud|wish|maybe|perhaps|I think|I believe|no longer sure|scared|stung|lighter|terrible)\b/i;
const COMMITS =
  /\b(?:will|shall|agreed?|promised?|commit(?:s|ted)?|going to|have to|due on)\b|\b(?:by|until|from) (?:the end|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|\d{1,2} [A-Z])/;

/** What a statement is, by its words: a feeling or a guess is an opinion, then a commitment, then a number, else a fact. */
export function kindOf(sentence: string): Claim['kind'] {
  if (FEELS.test(sentence)) return 'opinion';
  if (COMMITS.test(sentence)) return 'commitment';
  return numbersIn(sentence).length > 0 ? 'number' : 'fact';
}

function eachText(value: Json, path: string, visit: (path: string, text: string) => void): void {
  if (typeof value === 'string') visit(path, value);
  else if (Array.isArray(value))
    for (const [index, child] of (value as readonly Json[]).entries()) eachText(child, `${path}/${index}`, visit); // true: Json lists hold Json
  else if (isJsonObject(value))
    for (const key of Object.keys(value).sort())
      eachText(value[key] ?? null, `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, visit);
}
