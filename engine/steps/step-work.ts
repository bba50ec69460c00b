import type { RunId, StepId } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import type { Result } from '../base/result.ts';
import type { StepError } from '../base/step-error.ts';
import type { ValueRef } from '../base/value-ref.ts';
import type { Clock, Ids } from '../base/world.ts';
import type { BusEvent, EventInbox } from '../bus/event.ts';
import type { CacheEntry, StageCache } from '../cache/stage-cache.ts';
import type { StagesInFlight } from '../cache/stages-in-flight.ts';
import type { Expression } from '../expression/expression.ts';
import type { Step, StepOf } from '../flow/flow.ts';
import type { MemoryReader } from '../memory/memory-store.ts';
import type { Remembering } from '../memory/memory.ts';
import type { LedgerRow } from '../ledger/ledger-row.ts';
import type { Budget } from '../models/budget.ts';
import type { Models } from '../models/model.ts';
import type { Packet } from '../packet/packet.ts';
import type { Products } from '../products/product.ts';
import type { ProductCalls } from '../products/product-calls.ts';
import type { Skills } from '../skills/skill.ts';
import type { Run, StepVisit } from '../trace/run.ts';
import type { CachedFrom, OutputSource, RowColumns, RowData, TraceKind, WaitSubject } from '../trace/trace-row.ts';
import type { StepKind } from './step-definition.ts';

/** The step that a row is about. */
export interface StepPlace {
  readonly step: Step;
  readonly visit: number;
  readonly attempt: number;
}

/** The flat columns that a row may fill besides those its run and step give. */
export type OwnColumns = Partial<
  Pick<
    RowColumns,
    | 'actor'
    | 'skill'
    | 'product'
    | 'action'
    | 'eventType'
    | 'gateResult'
    | 'humanOutcome'
    | 'errorClass'
    | 'errorCode'
    | 'durationUs'
    | 'contextHash'
  >
>;

/** Where a step writes what it did: rows of its own place, values, ledger and cache entries. All of it lands in one transaction. */
export interface Facts {
  /** Gives the row's `seq`. */
  add<Kind extends TraceKind>(kind: Kind, data: RowData<Kind>, own?: OwnColumns): number;
  refer(value: Json): ValueRef;
  record(row: LedgerRow): void;
  keep(entry: CacheEntry): void;
  consume(event: { readonly product: string; readonly idempotencyKey: string }): void;
  /** Writes the next version of a memory. Adds `memory.written`. */
  remember(word: Remembering): void;
  /** Sends an event: it leaves once the step is on disk, as often as it takes, always under its one id. Adds `event.dispatched`. */
  dispatch(event: BusEvent, action: string | null): void;
}

/** What a step may read: expressions over its run, and nothing that they do not name. */
export interface Scope {
  readonly run: Run;
  readonly visit: StepVisit;
  readonly packet: Packet;
  /** Value of one expression; `more` adds roots such as event or output. */
  readonly evaluate: (expression: Expression, more?: Readonly<Record<string, Json>>) => Promise<Result<Json, StepError>>;
  /** Values of all templates inside `value`; `field` names it in a problem. */
  resolve(value: Json, field: string): Promise<Result<Json, StepError>>;
  load(ref: ValueRef): Promise<Json>;
  /** True for a text that repeats a slice which the flow marks sensitive: it must not outlive the run's own values. */
  readonly isHidden: (text: string) => boolean;
}

/** Places in the code where a test cuts the power. */
export type CrashPoint =
  | 'run-created'
  | 'trigger-started'
  | 'step-started'
  | 'agent-called'
  | 'answer-stored'
  | 'step-worked'
  | 'step-completed'
  | 'wait-opened'
  | 'wait-closed'
  | 'run-ending'
  | 'run-ended'
  | 'artefact-written'
  | 'event-received'
  | 'event-handed'
  | 'event-posted';

/** How far a step that is under way has come. Nothing of it is kept: it is for those who watch. */
export interface StepProgress {
  readonly runId: RunId;
  readonly stepId: StepId;
  /** From 0 to 1. */
  readonly share: number;
}

export interface StepNeeds {
  /** Told now and then while a step computes for long. */
  readonly progress?: (progress: StepProgress) => void;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly skills: Skills;
  readonly models: Models;
  /** Holds what runs spend to the limits; absent where nothing is ever paid. */
  readonly budget?: Budget;
  readonly products: Products;
  readonly productCalls: ProductCalls;
  readonly cache: StageCache;
  readonly inFlight: StagesInFlight;
  readonly events: EventInbox;
  readonly memory: MemoryReader;
  /** Does nothing, but in the tests that kill the process here. */
  readonly crashPoint: (at: CrashPoint) => void;
}

/** What a step's attempt came to. `facts` are written before its end, in the same transaction. */
export type StepOutcome =
  | {
      readonly kind: 'completed';
      readonly output: Json;
      readonly from: OutputSource;
      readonly cachedFrom: CachedFrom | null;
      readonly simulated: boolean;
      readonly inputTokens: number;
      readonly outputTokens: number;
      readonly costMicroUsd: number;
      readonly avoidedMicroUsd: number;
      readonly citations: number;
      readonly artefact: { readonly title: string; readonly markdown: string } | null;
      readonly own: OwnColumns;
      readonly facts: (facts: Facts) => void;
    }
  | {
      readonly kind: 'waits';
      readonly subject: WaitSubject;
      readonly deadlineAtUs: number | null;
      readonly show: readonly { readonly expression: string; readonly value: Json }[];
    }
  | { readonly kind: 'failed'; readonly error: StepError; readonly facts: (facts: Facts) => void };

/** One attempt of a step: `prepare` resolves what it is given, before the intent is written; `work` does it. */
export interface StepWork<Kind extends StepKind> {
  /** The input that stands in the trace; null for a kind that has none. Reads only. */
  prepare(step: StepOf<Kind>, scope: Pick<Scope, 'evaluate' | 'resolve'>): Promise<Result<Json, StepError>>;
  /** What the attempt comes to when nobody has to be asked for it; null when there is work to do. Reads only, so that it may be repeated freely. */
  serve?(task: {
    readonly step: StepOf<Kind>;
    readonly input: Json;
    readonly scope: Scope;
    readonly needs: StepNeeds;
  }): Promise<StepOutcome | null>;
  /** `now` commits facts at once, before the step ends: what must never be paid twice. */
  work(task: {
    readonly step: StepOf<Kind>;
    readonly input: Json;
    readonly scope: Scope;
    readonly needs: StepNeeds;
    readonly signal: AbortSignal;
    readonly now: (fill: (facts: Facts) => void) => Promise<void>;
  }): Promise<StepOutcome>;
}

/** A completed outcome of work done here and now, with nothing spent. */
export const completed = (output: Json, more: Partial<Extract<StepOutcome, { kind: 'completed' }>> = {}): StepOutcome => ({
  kind: 'completed',
  output,
  from: 'work',
  cachedFrom: null,
  simulated: false,
  inputTokens: 0,
  outputTokens: 0,
  costMicroUsd: 0,
  avoidedMicroUsd: 0,
  citations: 0,
  artefact: null,
  own: {},
  facts: () => undefined,
  ...more,
});

export const failed = (error: StepError, facts: (facts: Facts) => void = () => undefined): StepOutcome => ({
  kind: 'failed',
  error,
  facts,
});
