import { z } from 'zod';
import { StepId } from '../base/ids.ts';
import { JsonValue } from '../base/json.ts';

export const FLOW_CHANGE_KINDS = [
  'name',
  'description',
  'trigger',
  'slice',
  'context',
  'start',
  'order',
  'step-added',
  'step-removed',
  'step-kind',
  'title',
  'config',
  'expression',
  'link',
  'save',
  'retry',
] as const;

/** One difference of meaning between two flows. `path` is dotted, inside the step or, without one, inside the flow. */
export const FlowChange = z.object({
  kind: z.enum(FLOW_CHANGE_KINDS),
  stepId: StepId.optional(),
  path: z.string().optional(),
  was: JsonValue.optional(),
  is: JsonValue.optional(),
  /** For an operator, whole. */
  sentence: z.string(),
});
export type FlowChange = z.infer<typeof FlowChange>;

export const FlowDiff = z.object({
  changes: z.array(FlowChange),
  /** The flows differ, but in nothing that a run could notice: places on the canvas, notes, groups, the spacing of expressions. */
  layoutOnly: z.boolean(),
});
export type FlowDiff = z.infer<typeof FlowDiff>;
