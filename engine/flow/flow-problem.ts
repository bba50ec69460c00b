import { z } from 'zod';
import { StepId } from '../base/ids.ts';

/** What is wrong with a flow, and where. An error keeps it from being run or published, a warning does not. */
export const FlowProblem = z.object({
  severity: z.enum(['error', 'warning']),
  /** A short stable word, e.g. `dangling-step`. */
  code: z.string(),
  stepId: StepId.optional(),
  /** Dotted path inside the step or the flow, e.g. `config.expression`. */
  field: z.string().optional(),
  /** UTF-16 offsets inside the field's text, or inside the file when there is no field. */
  range: z.object({ start: z.int(), end: z.int() }).optional(),
  /** A sentence: what, where, what now. */
  message: z.string(),
  /** What a quick fix would do, as a sentence. */
  fix: z.string().optional(),
});
export type FlowProblem = z.infer<typeof FlowProblem>;
