import { z } from 'zod';
import { Hash } from '../base/hash.ts';
import { Actor, FlowId, PacketId, RunId, TestRunId } from '../base/ids.ts';

/** One packet of a test run: the run on it, or why there is none. */
export const TriedCase = z.object({
  packetId: PacketId,
  title: z.string(),
  /** Null while it has not begun, and when it could not. */
  runId: RunId.nullable(),
  /** Why no run was started, as a sentence. */
  refusal: z.string().nullable(),
  /** Of the flow that ran; null before it did. */
  versionHash: Hash.nullable(),
});
export type TriedCase = z.infer<typeof TriedCase>;

/** One trying of a flow on the packets of its set. `cancelled`: somebody stopped it; those that had not begun never did. */
export const TestRun = z.object({
  testRunId: TestRunId,
  flowId: FlowId,
  by: Actor,
  startedAtUs: z.int(),
  /** Null while it is under way, or when Atelier was closed before its end. */
  endedAtUs: z.int().nullable(),
  state: z.enum(['running', 'ended', 'cancelled']),
  cases: z.array(TriedCase),
});
export type TestRun = z.infer<typeof TestRun>;
