import { z } from 'zod';

/** Why a message from outside was not taken, in the order in which it is looked at. */
export const REJECTION_STATUS = {
  too_large: 413,
  too_slow: 408,
  headers_missing: 400,
  headers_malformed: 400,
  outside_window: 401,
  unknown_product: 401,
  bad_signature: 401,
  not_json: 400,
  not_an_event: 422,
  wrong_product: 403,
  wrong_org: 403,
  other_body: 409,
  storage: 507,
} as const;
export type RejectionCode = keyof typeof REJECTION_STATUS;
const REJECTION_CODES = Object.keys(REJECTION_STATUS) as RejectionCode[]; // true: Object.keys of the table above

/** A refusal, for the sender and for the people here: no secret and no signature stands in it, and nothing of a stranger's body. */
export interface Rejection {
  readonly code: RejectionCode;
  /** A sentence: what, and what now. */
  readonly message: string;
  /** As far as it is known and signed for. */
  readonly product: string | null;
}

/** Refusals of one kind, counted: a flood of them takes the room of one row. */
export const RejectionCount = z.object({
  code: z.enum(REJECTION_CODES),
  product: z.string().nullable(),
  count: z.int(),
  firstAtUs: z.int(),
  lastAtUs: z.int(),
  /** Of the last one. */
  message: z.string(),
});
export type RejectionCount = z.infer<typeof RejectionCount>;
