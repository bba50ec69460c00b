import { z } from 'zod';
import { Hash } from '../base/hash.ts';
import { SliceName } from '../base/ids.ts';

export const CLAIM_KINDS = ['fact', 'number', 'commitment', 'opinion'] as const;

/** One statement of a draft that the evidence can support or not. */
export const Claim = z.object({
  claim_id: z.string().min(1).max(64),
  text: z.string().min(1).max(8000),
  kind: z.enum(CLAIM_KINDS).default('fact'),
  checkable: z.boolean().default(true),
  /** Where it stands in the drafts: a JSON Pointer and UTF-16 offsets in the text found there. */
  draft_span: z.object({ path: z.string(), start: z.int(), end: z.int() }).optional(),
});
export type Claim = z.infer<typeof Claim>;

/** A passage of a slice: `slice.slice(start, end) === quote`, UTF-16 offsets. */
export const Citation = z.object({
  /** Of the claim and its place among that claim's citations, e.g. `c3.1`. */
  id: z.string().max(80),
  slice: SliceName,
  slice_hash: Hash,
  start: z.int().nonnegative(),
  end: z.int().positive(),
  unit: z.literal('utf16'),
  quote: z.string(),
  /** Share of the claim's words, weighted by how telling they are, that the passage holds. */
  score: z.number(),
});
export type Citation = z.infer<typeof Citation>;

export const CONTESTED_REASONS = [
  'not_found',
  'partial',
  'numeric_mismatch',
  'negation',
  'contradicted',
  'ambiguous_source',
  'unjudged',
] as const;
export type ContestedReason = (typeof CONTESTED_REASONS)[number];

/** What Terra says of a claim: grounded with at least one citation, or contested with a reason and none. */
export const Verdict = z.object({
  claim_id: z.string(),
  verdict: z.enum(['grounded', 'contested']),
  reason: z.enum(CONTESTED_REASONS).nullable(),
  score: z.number(),
  citations: z.array(Citation),
  /** Passages that say otherwise. */
  against: z.array(Citation),
  /** Why it is contested, as a sentence for a person. */
  note: z.string().nullable(),
});
export type Verdict = z.infer<typeof Verdict>;
