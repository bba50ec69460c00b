import { z } from 'zod';
import { PacketId, RunId } from '../base/ids.ts';

/** How many packets a condition is tried on at most. */
export const MOST_TRIED = 50;

/** What a condition comes to on one packet, with context and outputs of the last run on it. */
export const ConditionTrial = z.object({
  packetId: PacketId,
  title: z.string(),
  /** Null when it cannot be told. */
  holds: z.boolean().nullable(),
  /** Why it cannot be told, as a sentence; null when it can. */
  why: z.string().nullable(),
  /** The run whose context and outputs were read; null when none was needed, or there is none. */
  runId: RunId.nullable(),
});
export type ConditionTrial = z.infer<typeof ConditionTrial>;
