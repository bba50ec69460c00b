import { z } from 'zod';
import { Hash } from '../base/hash.ts';
import { Actor, FlowId, OrgId, RunId, SliceName, StepId, WaitId } from '../base/ids.ts';
import { JsonSchema } from '../base/json-schema.ts';
import { ErrorClass, StepError } from '../base/step-error.ts';
import { ValueRef } from '../base/value-ref.ts';
import { Outcome } from '../steps/human_task/definition.ts';
import { CacheChoice } from '../steps/sage_skill/definition.ts';
import { STEP_KINDS } from '../steps/step-definition.ts';

export const RunMode = z.enum(['draft', 'live']);
export type RunMode = z.infer<typeof RunMode>;

/** Where a step's output came from: done now, served by the cache, or reused from the parent run of a fork. */
export const OutputSource = z.enum(['work', 'cache', 'reuse']);
export type OutputSource = z.infer<typeof OutputSource>;

export const CachedFrom = z.object({ runId: RunId, stepId: StepId, atUs: z.int() });
export type CachedFrom = z.infer<typeof CachedFrom>;

/** What a parked run waits for, with all a person or the bus needs to end it. */
export const WaitSubject = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('human'),
    assignee: Actor,
    description: z.string(),
    outcomes: z.array(Outcome),
    form: JsonSchema.nullable(),
    show: z.array(z.object({ expression: z.string(), value: ValueRef })),
  }),
  z.object({ kind: z.literal('event'), eventType: z.string(), match: z.string().nullable(), sinceUs: z.int() }),
]);
export type WaitSubject = z.infer<typeof WaitSubject>;

export const Wait = z.object({ waitId: WaitId, subject: WaitSubject, deadlineAtUs: z.int().nullable() });
export type Wait = z.infer<typeof Wait>;

export const RunCause = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('error'), error: StepError, stepId: StepId.nullable(), attempt: z.int().nullable() }),
  z.object({
    kind: z.literal('gate'),
    stepId: StepId,
    expression: z.string(),
    reads: z.array(z.object({ path: z.string(), value: ValueRef })),
  }),
  z.object({ kind: z.literal('operator'), actor: Actor, reason: z.string().nullable() }),
  /** It was to go no farther than this step. */
  z.object({ kind: z.literal('reached'), stepId: StepId }),
]);
export type RunCause = z.infer<typeof RunCause>;

/** How far a run is to go, when not to its end: to the end of a step, or of the first step that it does itself. */
export const RunUntil = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('step'), stepId: StepId }),
  z.object({ kind: z.literal('one_step') }),
]);
export type RunUntil = z.infer<typeof RunUntil>;

/** Where a fork left its parent, and what was changed: all that decides what it reuses, so that a restart decides the same. */
export const ForkedFrom = z.object({
  runId: RunId,
  /** Of the parent's flow: the step to run again from. */
  stepId: StepId,
  /** Who made the edits. */
  by: Actor.optional(),
  /** Which passing through the step. */
  visit: z.int().optional(),
  /** How many of the parent's visits lie before it: those are what may be reused. */
  visitsBefore: z.int().optional(),
  /** The step itself lies before it too: the fork goes on where the parent stopped. */
  after: z.literal(true).optional(),
  /** Slices that were replaced. */
  slices: z.array(SliceName).optional(),
  /** Outputs that were pinned, by step of the fork's flow, and in which passing through it they stand in. */
  outputs: z.record(StepId, z.object({ visit: z.int(), output: ValueRef })).optional(),
  /** Steps of the fork's flow under another id than in the parent's. */
  steps: z.record(StepId, StepId).optional(),
});
export type ForkedFrom = z.infer<typeof ForkedFrom>;

/** How a reused step had ended, when it had not completed. */
const ReusedEnd = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('failed'), error: StepError, route: StepId }),
  z.object({ kind: z.literal('timed_out'), route: StepId }),
]);

const Usage = z.object({ inputTokens: z.int(), outputTokens: z.int() });
const reads = z.array(z.object({ path: z.string(), value: ValueRef }));
const stage = { stage: z.string().max(128), stageKey: Hash.nullable() };

/** What each kind of row says beyond its flat columns. A new kind is a line here and a case in `foldRow`. */
export const ROW_DATA = {
  'run.created': z.object({
    mode: RunMode,
    flowName: z.string(),
    packetHash: Hash,
    slices: z.record(SliceName, Hash),
    trigger: z.string(),
    /** Absent: the cache is used. */
    cache: CacheChoice.optional(),
    forkedFrom: ForkedFrom.optional(),
    until: RunUntil.optional(),
    /** Outputs that stand in for steps' own whenever the run comes to them; the row's actor put them there. */
    pins: z.record(StepId, ValueRef).optional(),
  }),
  'run.started': z.object({}),
  'run.recovered': z.object({}),
  'run.waiting': z.object({ waitId: WaitId }),
  'run.resumed': z.object({ waitId: WaitId }),
  'run.cancel_requested': z.object({ reason: z.string().nullable() }),
  'run.succeeded': z.object({ artefacts: z.array(z.string()) }),
  'run.failed': z.object({ cause: RunCause }),
  'run.halted': z.object({ cause: RunCause }),
  'step.started': z.object({ input: ValueRef.optional() }),
  /** What stands at its ordinary value is left out: done now and not simulated, nothing saved, nothing spent, nothing cited. */
  'step.completed': z.object({
    output: ValueRef,
    save: z.record(z.string(), ValueRef).optional(),
    /** Absent: 'work'. */
    from: OutputSource.optional(),
    cachedFrom: CachedFrom.nullable().optional(),
    simulated: z.boolean().optional(),
    inputTokens: z.int().optional(),
    outputTokens: z.int().optional(),
    costMicroUsd: z.int().optional(),
    avoidedMicroUsd: z.int().optional(),
    citations: z.int().optional(),
  }),
  /** The attempt is over for good; `route` is the step that `onError` names. */
  'step.failed': z.object({ error: StepError, route: StepId.nullable() }),
  'step.retry_scheduled': z.object({ error: StepError, wakeAtUs: z.int() }),
  'step.waiting': z.object({ wait: Wait }),
  /** In a draft, somebody moved time on to the wait's deadline instead of waiting for it. */
  'wait.skipped': z.object({ waitId: WaitId, toUs: z.int() }),
  'step.timed_out': z.object({ waitId: WaitId, route: StepId.nullable() }),
  /** Nobody knows what the attempt came to. `outcome_unknown`: doing it twice may do harm, so a person is asked what happened. */
  'step.attempt_lost': z.object({ decision: z.enum(['repeat', 'outcome_unknown']), error: StepError.optional() }),
  /** A step that was not done again. Its gate result and human outcome stand in the row's columns; the actor of a pinned one pinned it. */
  'step.reused': z.object({
    /** Of null when `ended` says that there is none. */
    output: ValueRef,
    save: z.record(z.string(), ValueRef),
    /** Null for a pinned output: no run made it. */
    cachedFrom: CachedFrom.nullable(),
    input: ValueRef.optional(),
    pinned: z.literal(true).optional(),
    ended: ReusedEnd.optional(),
    simulated: z.boolean().optional(),
    avoidedMicroUsd: z.int().optional(),
    citations: z.int().optional(),
  }),
  'step.cancelled': z.object({}),
  'agent.called': z.object({ ...stage, provider: z.string(), modelClass: z.string(), modelId: z.string(), prompt: ValueRef }),
  'agent.returned': z.object({
    ...stage,
    provider: z.string(),
    modelId: z.string(),
    answer: ValueRef,
    usage: Usage,
    finishReason: z.string(),
  }),
  /** An answer that missed its schema: the model was told so and asked again, or the attempt failed when that was the last one. */
  'agent.corrected': z.object({
    ...stage,
    /** Counts the answers of the attempt that missed, from 1. */
    miss: z.int().positive(),
    problems: z.array(z.string().max(500)).max(20),
    answer: ValueRef,
    usage: Usage,
    costMicroUsd: z.int(),
    finishReason: z.string().nullable(),
  }),
  'human.assigned': z.object({ waitId: WaitId, assignee: Actor }),
  'human.reassigned': z.object({ waitId: WaitId, from: Actor, to: Actor, comment: z.string().nullable() }),
  'human.resolved': z.object({ waitId: WaitId, comment: z.string().nullable(), answer: ValueRef }),
  'gate.evaluated': z.object({ expression: z.string(), reads, result: z.boolean() }),
  'event.received': z.object({ eventId: z.string(), payload: ValueRef }),
  /** `sample`: made up for this draft and given to it alone, so that no inbox has it. */
  'event.matched': z.object({
    eventId: z.string(),
    waitId: WaitId.nullable(),
    payload: ValueRef,
    sample: z.literal(true).optional(),
  }),
  'event.unmatched': z.object({ eventId: z.string(), reason: z.string() }),
  'event.rejected': z.object({ reason: z.string() }),
  'event.dispatched': z.object({ eventId: z.string(), payload: ValueRef }),
  /** `attempts`: deliveries that it took. */
  'event.delivered': z.object({ eventId: z.string(), attempts: z.int().optional() }),
  'event.delivery_failed': z.object({ eventId: z.string(), attempts: z.int().optional(), error: StepError }),
  /** `memories`: what was remembered there, a list of `{ memoryId, version, topic, text }` by topic. */
  'memory.read': z.object({ scope: z.string(), snapshotHash: Hash, memories: ValueRef.optional() }),
  /** `value` is the text; it became the next version of the memory of this topic. */
  'memory.written': z.object({ scope: z.string(), topic: z.string(), value: ValueRef }),
  /** `coalesced`: the answer was still being given when it was asked for. */
  'cache.hit': z.object({ ...stage, cachedFrom: CachedFrom, avoidedMicroUsd: z.int(), coalesced: z.literal(true).optional() }),
  'cache.miss': z.object({ ...stage }),
  'cache.bypass': z.object({ ...stage, reason: z.string() }),
  /** `rowHash` is what `ledgerHash` gives for the ledger row: it puts the ledger under the run's chain. */
  'ledger.recorded': z.object({ stage: z.string(), cache: z.string(), costMicroUsd: z.int(), rowHash: Hash.optional() }),
  'artefact.emitted': z.object({ path: z.string(), provenancePath: z.string(), contentHash: Hash, markdown: ValueRef }),
  'engine.fault': z.object({ number: z.string(), message: z.string() }),
} as const;

export type TraceKind = keyof typeof ROW_DATA;
export const TRACE_KINDS = Object.keys(ROW_DATA) as readonly TraceKind[]; // true: Object.keys of the table above

/** The flat columns: on purpose wide, so that one SELECT without joins answers a question. Absent is null. */
export const RowColumns = z.object({
  orgId: OrgId,
  runId: RunId,
  /** Gapless from 1. */
  seq: z.int().positive(),
  atUs: z.int(),
  flowId: FlowId,
  versionNo: z.int().nullable(),
  versionHash: Hash,
  stepId: StepId.nullable(),
  stepKind: z.enum(STEP_KINDS).nullable(),
  visit: z.int().nullable(),
  attempt: z.int().nullable(),
  epoch: z.int(),
  actor: Actor,
  skill: z.string().nullable(),
  product: z.string().nullable(),
  action: z.string().nullable(),
  eventType: z.string().nullable(),
  gateResult: z.boolean().nullable(),
  humanOutcome: z.string().nullable(),
  errorClass: ErrorClass.nullable(),
  errorCode: z.string().nullable(),
  durationUs: z.int().nullable(),
  contextHash: Hash.nullable(),
  causedBy: z.int().nullable(),
});
export type RowColumns = z.infer<typeof RowColumns>;

/** The flat columns that only some kinds of row fill, empty. */
export const NO_OWN_COLUMNS = {
  stepId: null,
  stepKind: null,
  visit: null,
  attempt: null,
  skill: null,
  product: null,
  action: null,
  eventType: null,
  gateResult: null,
  humanOutcome: null,
  errorClass: null,
  errorCode: null,
  durationUs: null,
  contextHash: null,
  causedBy: null,
} as const satisfies Partial<RowColumns>;

export type RowData<Kind extends TraceKind> = z.infer<(typeof ROW_DATA)[Kind]>;

/** A row before it is chained: what happened, and where. */
export type UnsealedRow<Kind extends TraceKind = TraceKind> = Kind extends TraceKind
  ? RowColumns & { readonly kind: Kind; readonly data: RowData<Kind> }
  : never;

/** One thing that happened in a run. `rowHash` chains it to the row before. */
export type TraceRow<Kind extends TraceKind = TraceKind> = Kind extends TraceKind
  ? UnsealedRow<Kind> & { readonly prevHash: Hash; readonly rowHash: Hash }
  : never;

const Kind = z.object({ kind: z.enum(TRACE_KINDS) });
const SealedColumns = RowColumns.extend({ prevHash: Hash, rowHash: Hash });
/** One schema a kind, so that a row is gone through once. */
const SEALED = new Map(TRACE_KINDS.map(kind => [kind, SealedColumns.extend({ kind: z.literal(kind), data: ROW_DATA[kind] })]));

/**
 * Parses a row that crossed a process, a file or a network. Throws a ZodError. A row that was parsed before in this process is given back as it is:
 * parsing takes about 12 µs, and a row on its way from the store to a window passes two schemas.
 */
export function parseTraceRow(row: unknown): TraceRow {
  if (typeof row === 'object' && row !== null && PARSED.has(row)) return row as TraceRow; // true: this function made it
  const parsed = SEALED.get(Kind.parse(row).kind)?.parse(row) as TraceRow; // true: each kind has its schema, by which data was parsed
  PARSED.add(parsed);
  return parsed;
}

const PARSED = new WeakSet<object>();
