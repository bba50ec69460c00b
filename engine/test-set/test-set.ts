import { z } from 'zod';
import { Actor, PacketId, RunId, StepId } from '../base/ids.ts';
import { JsonValue } from '../base/json.ts';

/** How a run on a packet may come to rest. */
export const EXPECTED_ENDS = ['succeeded', 'halted', 'failed', 'waiting'] as const;

/** What a run on one packet is expected to come to. What is not said may be anything. */
export const Expected = z.strictObject({
  end: z.enum(EXPECTED_ENDS).optional(),
  /** The last step that it comes to: where it halts, fails, waits, or what it does last. */
  stepId: StepId.optional(),
  /** Expressions over the run at its end, e.g. `context.score >= 0.7`; each has to be true. */
  holds: z.array(z.string().trim().min(1).max(1000)).max(20).optional(),
});
export type Expected = z.infer<typeof Expected>;

/** An output that stands in for a step's own whenever a draft comes to it. Of a product action it is its answer, of an event the event: a mock. */
export const Pin = z.strictObject({
  output: JsonValue,
  /** Set aside for the moment: the step does its own work. */
  isOff: z.literal(true).optional(),
  /** The run that it was taken from; absent: a person typed it. */
  from: RunId.optional(),
  by: Actor,
  atUs: z.int(),
});
export type Pin = z.infer<typeof Pin>;

/** What one packet of the set is tried for. */
export const TestCase = z.strictObject({
  /** True: it is left out, though it holds what the flow asks for. */
  isOut: z.literal(true).optional(),
  expected: Expected.optional(),
});
export type TestCase = z.infer<typeof TestCase>;

/**
 * What belongs to trying a flow out and never to a version of it: the packets of its set with what is expected of each, and the outputs that
 * stand in for steps' own. A packet that holds what the flow asks for is in the set unless it is left out.
 */
export const TestSet = z.strictObject({
  format: z.literal('atelier-test-set/1'),
  /** By packet. */
  cases: z.record(PacketId, TestCase),
  /** By step. */
  pins: z.record(StepId, Pin),
});
export type TestSet = z.infer<typeof TestSet>;

export const NO_TEST_SET: TestSet = { format: 'atelier-test-set/1', cases: {}, pins: {} };

/** A set that has grown beyond this is refused, as text. */
export const MAX_TEST_SET_LETTERS = 4 * 1024 * 1024;

/** The outputs that stand in now, by step. */
export const activePins = ({ pins }: TestSet): Readonly<Record<string, z.infer<typeof JsonValue>>> =>
  Object.fromEntries(Object.entries(pins).flatMap(([stepId, { isOff, output }]) => (isOff === true ? [] : [[stepId, output] as const])));
