import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { JsonValue } from '../base/json.ts';
import { Hash } from '../base/hash.ts';
import { Actor, FlowId, PacketId, RunId, SliceName, StepId, WaitId } from '../base/ids.ts';
import { RunComparison } from '../compare/run-comparison.ts';
import { RunPlan } from '../cache/run-plan.ts';
import { FlowProblem } from '../flow/flow-problem.ts';
import { Flow } from '../flow/flow.ts';
import { LedgerRow } from '../ledger/ledger-row.ts';
import { CacheChoice } from '../steps/sage_skill/definition.ts';
import { RunFilter, RunPage, RunPlace } from '../trace/run-filter.ts';
import { OpenWait, RunSummary } from '../trace/run-summary.ts';
import { RUN_STATUSES } from '../trace/run.ts';
import { parseTraceRow, RunMode, RunUntil, type TraceRow } from '../trace/trace-row.ts';

import { PacketProblem } from './packets.ts';
import { rowBatch } from './row-batches.ts';
import { FlowRef } from './versions.ts';

const Rows = z.array(z.unknown().transform((row): TraceRow => parseTraceRow(row))).transform(rowBatch);
const noSuchRun = { NO_SUCH_RUN: { data: z.object({ runId: RunId }), message: 'This run is not in the workspace.' } };
const taskErrors = {
  WAIT_OVER: { data: z.object({ waitId: WaitId }), message: 'This was answered, timed out or cancelled in the meantime.' },
  NOT_ALLOWED: { data: z.object({ sentence: z.string() }), message: 'You may not answer this.' },
};
const answerErrors = {
  ...taskErrors,
  DOES_NOT_FIT: {
    data: z.object({ problems: z.array(z.object({ path: z.string(), message: z.string() })) }),
    message: 'The answer does not fit the form.',
  },
};

/** A batch with so many rows, about half a megabyte, is followed by another at once; one with fewer holds all that there was. */
export const ROWS_A_BATCH = 500;

const PinChoice = z.enum(['use', 'ignore']);

/** A run of a flow as it is drawn now, or of one of its versions. */
const RunWish = z.object({
  flowId: FlowId,
  versionNo: z.int().nullable().optional(),
  packetId: PacketId,
  mode: RunMode,
  cache: CacheChoice.optional(),
  /** How far it goes; absent: to its end. */
  until: RunUntil.optional(),
  /** Whether the pinned outputs of the flow's test set stand in; when nothing is said, in a draft of the flow as it is drawn, and nowhere else. */
  pins: PinChoice.optional(),
});
const wishErrors = {
  /** Only what was published runs live. */
  NOT_PUBLISHED: { data: z.object({ sentence: z.string() }), message: 'Only a published version runs live.' },
  PIN_DOES_NOT_FIT: { data: z.object({ sentence: z.string() }), message: 'A pinned output does not fit its step.' },
  NO_SUCH_FLOW: { data: z.object({ flowId: FlowId }), message: 'This flow is not in the workspace.' },
  FLOW_HAS_ERRORS: {
    data: z.object({ problems: z.array(FlowProblem) }),
    message: 'The flow has errors; they stand in the Problems list.',
  },
  PACKET_DOES_NOT_FIT: {
    data: z.object({ problems: z.array(PacketProblem) }),
    message: 'The packet does not fit what the flow asks for.',
  },
};

/** A run that goes on from a step of another; what is not said stays as it was there. */
export const ForkWish = z.object({
  runId: RunId,
  at: StepId,
  visit: z.int().positive().optional(),
  /** Goes on after the step instead of running it again. */
  after: z.boolean().optional(),
  until: RunUntil.optional(),
  /** Whether the pinned outputs of the flow's test set stand in; not, when nothing is said. */
  pins: PinChoice.optional(),
  slices: z.record(SliceName, JsonValue).optional(),
  /** Pinned outputs, by step of the fork's flow. */
  outputs: z.record(StepId, JsonValue).optional(),
  version: FlowRef.optional(),
  /** New step ids by old ones, where a step was renamed. */
  steps: z.record(StepId, StepId).optional(),
  mode: RunMode.optional(),
  cache: CacheChoice.optional(),
});
export type ForkWish = z.infer<typeof ForkWish>;

/** A human task, waiting or over, with what a person needs to decide on it. */
export const TaskView = z.object({
  wait: OpenWait,
  versionNo: z.int().nullable(),
  mode: RunMode,
  /** What a person calls each step of the run's flow. */
  stepTitles: z.record(StepId, z.string()),
  /** The step that follows when the deadline passes; null: the run then fails. */
  afterDeadline: StepId.nullable(),
  /** Null while it waits. */
  end: z
    .object({
      how: z.enum(['resolved', 'matched', 'timed_out', 'cancelled']),
      by: Actor,
      atUs: z.int(),
      /** What was answered, in the words of its button; null when nobody answered. */
      answer: z.string().nullable(),
      comment: z.string().nullable(),
    })
    .nullable(),
});
export type TaskView = z.infer<typeof TaskView>;

export const runsContract = {
  start: oc
    .input(RunWish)
    .output(z.object({ runId: RunId }))
    .errors({ ...wishErrors, STORAGE: { data: z.object({ sentence: z.string() }), message: 'The workspace could not be written.' } }),
  /** What that run would do: nothing is written and nobody is asked. */
  plan: oc.input(RunWish).output(RunPlan).errors(wishErrors),
  /** R17: a new run; the other stays as it is. */
  fork: oc
    .input(ForkWish)
    .output(z.object({ runId: RunId }))
    .errors({
      ...wishErrors,
      ...noSuchRun,
      NO_SUCH_VERSION: { data: FlowRef, message: 'This flow has no such version.' },
      NOT_HERE: { data: z.object({ sentence: z.string() }), message: 'The run cannot be forked there.' },
      STORAGE: { data: z.object({ sentence: z.string() }), message: 'The workspace could not be written.' },
    }),
  /** Two runs side by side: where they part first, why, and what each step cost. */
  compare: oc
    .input(z.object({ a: RunId, b: RunId }))
    .output(RunComparison)
    .errors(noSuchRun),
  /** Newest first. */
  list: oc.input(z.object({ flowId: FlowId.optional(), limit: z.int().min(1).max(1000).default(100) })).output(z.array(RunSummary)),
  /** Runs of all flows, newest first, page by page: see `RunPage`. */
  search: oc
    .input(z.object({ filter: RunFilter, before: RunPlace.nullable(), limit: z.int().min(1).max(200).default(60) }))
    .output(RunPage),
  /** What people ever answered, by the id of the outcome, in alphabetical order. */
  outcomes: oc.output(z.array(z.string())),
  /** A run's line, and its flow as it was when the run began. */
  read: oc
    .input(z.object({ runId: RunId }))
    .output(z.object({ run: RunSummary, flow: Flow }))
    .errors(noSuchRun),
  /** All rows so far, `ROWS_A_BATCH` at a time, then each batch as it is committed; ends when the run does. */
  watch: oc
    .input(z.object({ runId: RunId }))
    .output(eventIterator(Rows))
    .errors(noSuchRun),
  /** How far the step under way has come, from 0 to 1, for those that compute for long; the newest only. Ends when the run does. */
  progress: oc
    .input(z.object({ runId: RunId }))
    .output(eventIterator(z.object({ stepId: StepId, share: z.number().min(0).max(1) })))
    .errors(noSuchRun),
  /** The ledger's rows of a run, in order. */
  ledger: oc.input(z.object({ runId: RunId })).output(z.array(LedgerRow)),
  /** Text of a value by its hash, from an offset: JSON, at most `PREVIEW_CHARS`. */
  value: oc
    .input(z.object({ hash: Hash, offset: z.int().nonnegative().default(0) }))
    .output(z.object({ text: z.string(), totalChars: z.int() }))
    .errors({ NO_SUCH_VALUE: { data: z.object({ hash: Hash }), message: 'This value is not in the workspace.' } }),
  /** A slice as a run saw it, for citations. `text` is what offsets count in. */
  slice: oc
    .input(z.object({ sliceHash: Hash, offset: z.int().nonnegative().default(0) }))
    .output(z.object({ name: SliceName, text: z.string(), totalChars: z.int() }))
    .errors({ NO_SUCH_VALUE: { data: z.object({ hash: Hash }), message: 'This slice is not in the workspace.' } }),
  /** Human tasks that wait, oldest first. */
  inbox: oc.output(z.array(OpenWait)),
  /** One human task, also when it is over. */
  task: oc
    .input(z.object({ waitId: WaitId }))
    .output(TaskView)
    .errors({ NO_SUCH_TASK: { data: z.object({ waitId: WaitId }), message: 'This task is not in the workspace.' } }),
  resolve: oc
    .input(
      z.object({
        waitId: WaitId,
        outcome: z.string().max(32),
        comment: z.string().max(4000).nullable(),
        answer: z.record(z.string(), JsonValue),
        /** In a draft, for whoever is asked. */
        inDraft: z.boolean().optional(),
      }),
    )
    .output(z.object({ runId: RunId }))
    .errors(answerErrors),
  /** Gives a human task to somebody else. */
  reassign: oc
    .input(z.object({ waitId: WaitId, to: Actor, comment: z.string().max(4000).nullable() }))
    .output(z.object({ runId: RunId }))
    .errors(taskErrors),
  /** Moves time on to the deadline of a draft's wait. */
  skipWait: oc
    .input(z.object({ waitId: WaitId }))
    .output(z.object({ runId: RunId }))
    .errors(taskErrors),
  /** Gives a made-up event to the one draft that waits for it: nobody else is told. */
  giveSample: oc
    .input(
      z.object({ waitId: WaitId, product: z.string().max(64), eventType: z.string().max(128), payload: z.record(z.string(), JsonValue) }),
    )
    .output(z.object({ runId: RunId }))
    .errors(taskErrors),
  /** Puts a sample event on the bus as the operator. */
  sendEvent: oc
    .input(z.object({ product: z.string().max(64), eventType: z.string().max(128), payload: z.record(z.string(), JsonValue) }))
    .output(z.object({ eventId: z.string(), matchedRuns: z.array(RunId) })),
  cancel: oc
    .input(z.object({ runId: RunId, reason: z.string().max(500).nullable() }))
    .output(z.object({ status: z.enum(RUN_STATUSES) }))
    .errors({
      ...noSuchRun,
      RUN_OVER: { data: z.object({ status: z.enum(RUN_STATUSES) }), message: 'This run has ended already.' },
    }),
};
