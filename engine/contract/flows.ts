import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Hash } from '../base/hash.ts';
import { Actor, FlowId, RunId, StepId } from '../base/ids.ts';
import { FlowProblem } from '../flow/flow-problem.ts';
import { FlowTag, MOST_TAGS } from '../flow/flow-tag.ts';
import { SheetFormat } from '../exports/sheet-format.ts';
import { Flow, Trigger } from '../flow/flow.ts';
import { RUN_STATUSES } from '../trace/run.ts';
import { ConditionTrial } from './condition-trial.ts';

/** The longest text that is kept of what can be undone in one flow. */
export const MAX_HISTORY_LETTERS = 512 * 1024;

export const FlowHead = z.object({
  flowId: FlowId,
  name: z.string(),
  updatedAtUs: z.int(),
  stepCount: z.int(),
  latestVersionNo: z.int().nullable(),
  /** How many things are wrong with the draft in this workspace now. */
  problems: z.object({ errors: z.int(), warnings: z.int() }),
  /** The one asked for last, of a draft or a version. */
  lastRun: z.object({ runId: RunId, status: z.enum(RUN_STATUSES), atUs: z.int() }).nullable(),
  /** When it was put away; null while it is in use. */
  archivedAtUs: z.int().nullable(),
  /** In the order in which they are shown. */
  tags: z.array(FlowTag),
});
export type FlowHead = z.infer<typeof FlowHead>;

/** A flow to begin others from; `isOwn` when it stands in the workspace and does not ship with the program. */
export const FlowTemplate = z.object({ templateId: FlowId, isOwn: z.boolean(), flow: Flow });
export type FlowTemplate = z.infer<typeof FlowTemplate>;

export const VersionHead = z.object({
  flowId: FlowId,
  versionNo: z.int(),
  versionHash: Hash,
  message: z.string(),
  publishedBy: Actor,
  atUs: z.int(),
});

export const OpenFlow = z.object({
  flowId: FlowId,
  flow: Flow,
  revision: z.int(),
  updatedAtUs: z.int(),
  /** What was saved as `history` with this very draft; null when it was saved without, or elsewhere. */
  history: z.string().nullable(),
  /** Newest first. */
  versions: z.array(VersionHead),
});
export type OpenFlow = z.infer<typeof OpenFlow>;

/** A flow that starts by itself. */
export const TriggerState = z.object({
  flowId: FlowId,
  flowName: z.string(),
  versionNo: z.int(),
  trigger: Trigger,
  /** False while it is paused. */
  isOn: z.boolean(),
  /** When the clock starts it next. */
  nextAtUs: z.int().nullable(),
  lastStart: z.object({ atUs: z.int(), runId: RunId }).nullable(),
  /** Why it started nothing the last time that it should have. */
  problem: z.object({ atUs: z.int(), sentence: z.string() }).nullable(),
});
export type TriggerState = z.infer<typeof TriggerState>;

const noSuchFlow = { NO_SUCH_FLOW: { data: z.object({ flowId: FlowId }), message: 'This flow is not in the workspace.' } };

export const flowsContract = {
  list: oc.output(z.array(FlowHead)),
  read: oc
    .input(z.object({ flowId: FlowId }))
    .output(OpenFlow)
    .errors(noSuchFlow),
  create: oc.input(z.object({ name: z.string().min(1).max(200) })).output(OpenFlow),
  /** Takes the text of a `.flow.json` file; nothing is kept when it is not a flow. */
  importText: oc
    .input(z.object({ fileName: z.string().max(300), text: z.string().max(16 * 1024 * 1024) }))
    .output(OpenFlow)
    .errors({ NOT_A_FLOW: { data: z.object({ problems: z.array(FlowProblem) }), message: 'This file is not a flow.' } }),
  /** Compare-and-set on `revision`. `history` is what the window can undo: kept as it is given, until the draft is saved again. */
  saveDraft: oc
    .input(z.object({ flowId: FlowId, revision: z.int(), flow: Flow, history: z.string().max(MAX_HISTORY_LETTERS).optional() }))
    .output(z.object({ revision: z.int(), updatedAtUs: z.int() }))
    .errors({
      ...noSuchFlow,
      REVISION_MOVED: { data: z.object({ revision: z.int() }), message: 'Another window saved this flow in the meantime.' },
    }),
  /** Replaces the history beside the draft that has `revision`; not kept when the draft has moved on. */
  keepHistory: oc
    .input(z.object({ flowId: FlowId, revision: z.int(), history: z.string().max(MAX_HISTORY_LETTERS) }))
    .output(z.object({ isKept: z.boolean() })),
  /**
   * Puts a flow away, or takes it out again. Runs go on. One that starts by itself is paused with it and stays paused, unless `resume` lets its
   * trigger go on.
   */
  archive: oc
    .input(z.object({ flowId: FlowId, isArchived: z.boolean(), resume: z.boolean().default(false) }))
    .output(z.object({ paused: z.boolean() }))
    .errors(noSuchFlow),
  /** Replaces a flow's tags, and gives them as they are spelled in the workspace. */
  setTags: oc
    .input(z.object({ flowId: FlowId, tags: z.array(FlowTag).max(MOST_TAGS) }))
    .output(z.array(FlowTag))
    .errors(noSuchFlow),
  /** Calls a tag otherwise on every flow that has it, or with null takes it off them all; gives those flows. */
  renameTag: oc.input(z.object({ from: FlowTag, to: FlowTag.nullable() })).output(z.array(FlowId)),
  /** What a new flow can begin from. `problems` are sentences about the workspace's own that cannot be read. */
  templates: oc.output(z.object({ templates: z.array(FlowTemplate), problems: z.array(z.string()) })),
  addTemplate: oc
    .input(z.object({ flow: Flow }))
    .output(z.object({ templateId: FlowId }))
    .errors({ NOT_KEPT: { data: z.object({ sentence: z.string() }), message: 'The template could not be kept.' } }),
  /** Only the workspace's own can be removed. */
  removeTemplate: oc.input(z.object({ templateId: FlowId })).output(z.object({ isRemoved: z.boolean() })),
  publish: oc
    .input(z.object({ flowId: FlowId, revision: z.int(), message: z.string().max(500) }))
    .output(VersionHead)
    .errors({
      ...noSuchFlow,
      REVISION_MOVED: { data: z.object({ revision: z.int() }), message: 'Another window saved this flow in the meantime.' },
      HAS_ERRORS: { data: z.object({ problems: z.array(FlowProblem) }), message: 'The flow has errors; they stand in the Problems list.' },
    }),
  /** The flow told to people who are no engineers, as a file; in base64, since every wire carries text. Without a version, the draft. */
  sheet: oc
    .input(z.object({ flowId: FlowId, versionNo: z.int().nullable(), as: SheetFormat }))
    .output(z.object({ name: z.string(), mediaType: z.string(), base64: z.string() }))
    .errors({
      ...noSuchFlow,
      NO_SUCH_VERSION: { data: z.object({ flowId: FlowId }), message: 'This flow has no such version.' },
    }),
  /**
   * What a condition would come to at a step, on each packet that holds what the flow requires; `left` packets beyond the first were not tried. Refused with the
   * sentence that says why the text is no expression.
   */
  tryCondition: oc
    .input(z.object({ flowId: FlowId, stepId: StepId, expression: z.string().max(4096) }))
    .output(z.object({ trials: z.array(ConditionTrial), left: z.int().nonnegative() }))
    .errors({
      ...noSuchFlow,
      NOT_AN_EXPRESSION: { data: z.object({ sentence: z.string() }), message: 'This is not an expression.' },
    }),
  /** Published flows that an event or the clock starts. */
  triggers: oc.output(z.array(TriggerState)),
  /** Pauses a flow's trigger, or lets it go on; what fell due meanwhile is not made up for. */
  setTrigger: oc
    .input(z.object({ flowId: FlowId, isOn: z.boolean() }))
    .output(TriggerState)
    .errors({
      NO_SUCH_TRIGGER: {
        data: z.object({ flowId: FlowId }),
        message: 'No published version of this flow starts by itself. Give it an event or a schedule and publish it.',
      },
    }),
};
