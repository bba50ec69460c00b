import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Hash } from '../base/hash.ts';
import { Actor, FlowId, RunId } from '../base/ids.ts';
import { FlowProblem } from '../flow/flow-problem.ts';
import { Flow, Trigger } from '../flow/flow.ts';

export const FlowHead = z.object({
  flowId: FlowId,
  name: z.string(),
  updatedAtUs: z.int(),
  stepCount: z.int(),
  latestVersionNo: z.int().nullable(),
});
export type FlowHead = z.infer<typeof FlowHead>;

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
  /** Compare-and-set on `revision`. */
  saveDraft: oc
    .input(z.object({ flowId: FlowId, revision: z.int(), flow: Flow }))
    .output(z.object({ revision: z.int(), updatedAtUs: z.int() }))
    .errors({
      ...noSuchFlow,
      REVISION_MOVED: { data: z.object({ revision: z.int() }), message: 'Another window saved this flow in the meantime.' },
    }),
  publish: oc
    .input(z.object({ flowId: FlowId, revision: z.int(), message: z.string().max(500) }))
    .output(VersionHead)
    .errors({
      ...noSuchFlow,
      REVISION_MOVED: { data: z.object({ revision: z.int() }), message: 'Another window saved this flow in the meantime.' },
      HAS_ERRORS: { data: z.object({ problems: z.array(FlowProblem) }), message: 'The flow has errors; they stand in the Problems list.' },
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
