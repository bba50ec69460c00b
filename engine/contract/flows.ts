import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Hash } from '../base/hash.ts';
import { Actor, FlowId } from '../base/ids.ts';
import { FlowProblem } from '../flow/flow-problem.ts';
import { Flow } from '../flow/flow.ts';

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
};
