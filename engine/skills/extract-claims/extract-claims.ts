import { pointerPart } from '../../base/json-pointer.ts';
import { z } from 'zod';
import { isJsonObject, type Json } from '../../base/json.ts';
import { ok } from '../../base/result.ts';
import { numbersIn } from '../../models/numbers.ts';
import { passagesOf } from '../../models/sentences.ts';
import type { Claim } from '../claim.ts';
import type { CodedSkill } from '../coded-skill.ts';
import { readInput } from '../read-input.ts';

const Input = z.object({ drafts: z.json() });
/** As many as Terra takes. A draft that makes more claims is no draft. */
const MOST_CLAIMS = 2000;

/** Splits every text of the drafts into sentences; a question is no claim, and what stands there twice is one claim. */
export const extractClaims: CodedSkill = {
  name: 'extract_claims',
  codeVersion: 'extract-claims-2',
  policyHash: null,
  modelFree: true,
  run: input => {
    const read = readInput(Input, input, 'extract_claims');
    if (!read.ok) return Promise.resolve(read);
    const all = claimsIn(read.value.drafts);
    const claims = all.slice(0, MOST_CLAIMS) as unknown as Json; // true: a claim is JSON
    return Promise.resolve(
      ok({ output: { claims, left_out: Math.max(0, all.length - MOST_CLAIMS) }, citations: 0, claims: null, artefact: null }),
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
      if (sentence.endsWith('?') || seen.has(words)) continue;
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

interface Statement {
  readonly start: number;
  readonly end: number;
  readonly speaker: string | null;
}

/** Sentences, and the parts of one that semicolons part where each can stand alone. */
const statementsOf = (text: string): Statement[] => passagesOf(text).flatMap(passage => partsOf(text, passage));

/** A part of fewer characters says too little alone. */
const SHORTEST_PART = 20;
/** Nothing reads like one statement that is longer: it is parted between words. */
const LONGEST = 2000;

function partsOf(text: string, { start, end, speaker }: Statement): Statement[] {
  const sentence = text.slice(start, end);
  const parts: Statement[] = [];
  let from = 0;
  const close = (at: number, next: number): void => {
    parts.push({ start: start + from, end: start + at, speaker });
    from = next;
  };
  for (const { index } of sentence.matchAll(/; /g)) {
    if (index - from >= SHORTEST_PART && sentence.length - index >= SHORTEST_PART) close(index, index + 2);
  }
  while (sentence.length - from > LONGEST) {
    const space = sentence.lastIndexOf(' ', from + LONGEST);
    const inPair = /[\uD800-\uDBFF]/.test(sentence.charAt(from + LONGEST - 1));
    if (space > from) close(space, space + 1);
    else close(from + LONGEST - (inPair ? 1 : 0), from + LONGEST - (inPair ? 1 : 0));
  }
  if (from < sentence.length) close(sentence.length, sentence.length);
  return parts;
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
    for (const key of Object.keys(value).sort()) eachText(value[key] ?? null, `${path}/${pointerPart(key)}`, visit);
}
