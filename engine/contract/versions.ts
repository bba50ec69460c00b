import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Hash } from '../base/hash.ts';
import { FlowId } from '../base/ids.ts';
import { VersionMatrix } from '../compare/version-matrix.ts';
import { FlowDiff } from '../flow/flow-change.ts';
import { FlowProblem } from '../flow/flow-problem.ts';
import { Flow } from '../flow/flow.ts';
import { VersionPins } from '../flow/version-pins.ts';
import { OpenFlow, VersionHead } from './flows.ts';

/** A published version of a flow, or its draft. */
export const FlowRef = z.object({ flowId: FlowId, versionNo: z.int().nullable() });
export type FlowRef = z.infer<typeof FlowRef>;

export const ListedVersion = VersionHead.extend({
  pins: VersionPins,
  /** How many runs it had. */
  runs: z.int(),
  /** The draft says the same. */
  isDraft: z.boolean(),
  /** What of its pins is another in the workspace now, as sentences. */
  drift: z.array(z.string()),
  /** Why it could not be run in this workspace now, as sentences. */
  faults: z.array(z.string()),
});
export type ListedVersion = z.infer<typeof ListedVersion>;

const notThere = {
  NO_SUCH_FLOW: { data: z.object({ flowId: FlowId }), message: 'This flow is not in the workspace.' },
  NO_SUCH_VERSION: { data: FlowRef, message: 'This flow has no such version.' },
};

export const versionsContract = {
  /** Newest first, with what the flow is a fork of. */
  list: oc
    .input(z.object({ flowId: FlowId }))
    .output(z.object({ forkedFrom: FlowRef.extend({ versionHash: Hash }).nullable(), versions: z.array(ListedVersion) }))
    .errors({ NO_SUCH_FLOW: notThere.NO_SUCH_FLOW }),
  /** A version as it was drawn, with what is wrong with it in this workspace now. */
  read: oc
    .input(FlowRef)
    .output(z.object({ flow: Flow, problems: z.array(FlowProblem) }))
    .errors(notThere),
  /** What the second does otherwise than the first; they may be of different flows. */
  diff: oc
    .input(z.object({ a: FlowRef, b: FlowRef }))
    .output(FlowDiff)
    .errors(notThere),
  /** Two versions on each packet of their test sets: what their newest runs came to, or what a run would do. Nothing is started. */
  matrix: oc
    .input(z.object({ a: FlowRef, b: FlowRef }))
    .output(VersionMatrix)
    .errors(notThere),
  /** Makes an older version the draft again, by compare-and-set on `revision`. */
  restore: oc
    .input(z.object({ flowId: FlowId, versionNo: z.int(), revision: z.int() }))
    .output(OpenFlow)
    .errors({
      ...notThere,
      REVISION_MOVED: { data: z.object({ revision: z.int() }), message: 'Another window saved this flow in the meantime.' },
    }),
  /**
   * What a fork is merged with to take in a version of its parent, the newest without a number: what both had in common last, and that version.
   * The window merges, so that it can be previewed, settled and undone like any other edit.
   */
  parent: oc
    .input(z.object({ flowId: FlowId, versionNo: z.int().nullable() }))
    .output(
      z.object({
        parent: z.object({ flowId: FlowId, name: z.string() }),
        base: z.object({ versionNo: z.int().nullable(), flow: Flow }),
        theirs: VersionHead,
        flow: Flow,
        /** Newest first. */
        versions: z.array(VersionHead),
      }),
    )
    .errors({
      ...notThere,
      NOTHING_TO_PULL: { data: z.object({ sentence: z.string() }), message: 'There is nothing to pull.' },
    }),
  /** A new flow that remembers what it came from. */
  fork: oc
    .input(z.object({ from: FlowRef, name: z.string().min(1).max(200) }))
    .output(OpenFlow)
    .errors(notThere),
};
