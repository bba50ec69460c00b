import { z } from 'zod';
import { Hash } from '../base/hash.ts';
import { FlowId, PacketId, SliceName, StepId } from '../base/ids.ts';
import { JsonValue } from '../base/json.ts';
import { JsonSchema } from '../base/json-schema.ts';
import { EventWaitConfig } from '../steps/event_wait/definition.ts';
import { GateConfig } from '../steps/gate/definition.ts';
import { HumanTaskConfig } from '../steps/human_task/definition.ts';
import { ProductActionConfig } from '../steps/product_action/definition.ts';
import { SageSkillConfig } from '../steps/sage_skill/definition.ts';
import type { StepKind } from '../steps/step-definition.ts';

export const FLOW_FORMAT = 'atelier-flow/1';
/** A run that takes more transitions than this is in a loop nobody meant. */
export const MAX_TRANSITIONS = 10_000;

export const Retry = z.strictObject({
  maxAttempts: z.int().min(1).max(20).meta({ title: 'Attempts at most' }),
  /** Delay before the second attempt; doubles with each further one. */
  baseMs: z.int().min(0).max(3_600_000).optional().meta({ title: 'First delay', unit: 'ms' }),
  capMs: z.int().min(0).max(86_400_000).optional().meta({ title: 'Longest delay', unit: 'ms' }),
});
export type Retry = z.infer<typeof Retry>;

const named = { id: StepId, title: z.string().max(200).optional().meta({ title: 'Title' }) };
const linked = {
  ...named,
  save: z
    .record(z.string().regex(/^(?!__proto__$)[A-Za-z_][A-Za-z0-9_]*$/), z.string().max(4096))
    .optional()
    .meta({ title: 'Save to context', description: 'Names in context and the expressions that fill them, e.g. output.score.' }),
  next: StepId.optional(),
  onError: StepId.optional(),
  retry: Retry.optional().meta({ title: 'Retry' }),
};

export const Step = z.discriminatedUnion('kind', [
  z.strictObject({ ...linked, kind: z.literal('sage_skill'), config: SageSkillConfig }),
  z.strictObject({ ...linked, kind: z.literal('human_task'), config: HumanTaskConfig }),
  z.strictObject({ ...linked, kind: z.literal('product_action'), config: ProductActionConfig }),
  z.strictObject({ ...linked, kind: z.literal('event_wait'), config: EventWaitConfig }),
  z.strictObject({ ...named, kind: z.literal('gate'), config: GateConfig }),
]);
export type Step = z.infer<typeof Step>;
export type StepOf<Kind extends StepKind> = Extract<Step, { kind: Kind }>;

/** What a flow asks of one slice of its packet. */
export const SliceContract = z.strictObject({
  schema: JsonSchema.default({}),
  description: z.string().max(1000).optional(),
  required: z.boolean().default(true),
  /** Masked in screens, traces and exports. */
  sensitive: z.boolean().default(false),
});
export type SliceContract = z.infer<typeof SliceContract>;

/** What starts a run. A published flow whose trigger is an event or a schedule starts by itself, in a workspace that is open to stay. */
export const Trigger = z.discriminatedUnion('on', [
  z.strictObject({ on: z.literal('manual') }),
  z.strictObject({
    on: z.literal('event'),
    eventType: z.string().min(1).max(128),
    match: z.string().max(4096).optional(),
    /** What each slice is filled with; may hold `{{ event.… }}` and `{{ payload.… }}`. A slice named `event` that is not here gets the envelope. */
    packet: z.record(SliceName, JsonValue).optional(),
  }),
  z.strictObject({
    on: z.literal('schedule'),
    cron: z.string().min(1).max(120),
    timezone: z.string().min(1).max(64),
    /** A packet of the workspace; without one the runs get no evidence. A slice named `schedule` that it does not fill gets `{due_at}`. */
    packet: PacketId.optional(),
  }),
]);

export type Trigger = z.infer<typeof Trigger>;

/** Pixels at a zoom of 1. Beyond these bounds a whole number has no exact text. */
const Pixels = z.number().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER);

export const Point = z.strictObject({ x: Pixels, y: Pixels });
export type Point = z.infer<typeof Point>;

/** Where a step stands. A pinned one stays there when the drawing is tidied. */
export const Place = Point.extend({ pinned: z.literal(true).optional() });
export type Place = z.infer<typeof Place>;

export const Note = z.strictObject({
  id: z.string().min(1).max(64),
  text: z.string().max(20_000),
  x: Pixels,
  y: Pixels,
  width: Pixels.optional(),
  height: Pixels.optional(),
});
export type Note = z.infer<typeof Note>;

/** Steps that belong together on the canvas; a step is in the first group that names it. The frame is drawn around where they stand. */
export const Group = z.strictObject({
  id: z.string().min(1).max(64),
  title: z.string().max(200),
  stepIds: z.array(StepId).max(10_000),
});
export type Group = z.infer<typeof Group>;

/**
 * The flow document, as it stands in a file, in a draft and in a version. Says what a drawing is, not that it is finished: `checkFlow` does that.
 * `layout`, `notes`, `groups` and `pulled` are for people and no part of `version_hash`.
 */
export const Flow = z.strictObject({
  format: z.literal(FLOW_FORMAT),
  name: z.string().min(1).max(200),
  description: z.string().max(4000).optional(),
  trigger: Trigger.default({ on: 'manual' }),
  packet: z.strictObject({ slices: z.record(SliceName, SliceContract) }).default({ slices: {} }),
  context: z.strictObject({ schema: JsonSchema }).optional(),
  /** The first step; absent while nothing is drawn. */
  start: StepId.optional(),
  steps: z.array(Step).max(10_000),
  notes: z.array(Note).max(1000).optional(),
  groups: z.array(Group).max(1000).optional(),
  layout: z.record(StepId, Place).optional(),
  /** The version of its parent that a fork took in last: what both then had in common. */
  pulled: z.strictObject({ flowId: FlowId, versionNo: z.int().min(1), versionHash: Hash }).optional(),
});
export type Flow = z.infer<typeof Flow>;

export const stepOf = (flow: Flow, stepId: string): Step | undefined => flow.steps.find(step => step.id === stepId);

/** What a person calls the step. */
export const stepTitle = (step: Step): string => step.title ?? step.id;
