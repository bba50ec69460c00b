import { z } from 'zod';
import { CONTESTED_REASONS } from '../claim.ts';

/** What a judge may say of a claim; where a quote stands is found by code. */
export const Judgement = z.object({
  claim_id: z.string(),
  verdict: z.enum(['grounded', 'contested']),
  reason: z.enum(CONTESTED_REASONS).nullable().optional(),
  citations: z.array(z.object({ slice: z.string(), quote: z.string() })),
  note: z.string().nullable().optional(),
});
export type Judgement = z.infer<typeof Judgement>;
