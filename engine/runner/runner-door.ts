import type { Actor, FlowId, RunId, WaitId } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import type { SchemaProblem } from '../base/json-schema.ts';
import type { Result } from '../base/result.ts';
import type { BusEvent } from '../bus/event.ts';
import type { Flow } from '../flow/flow.ts';
import type { Packet } from '../packet/packet.ts';
import type { CacheChoice } from '../steps/sage_skill/definition.ts';
import type { Run, RunStatus } from '../trace/run.ts';
import type { RunMode, RunUntil, TraceRow } from '../trace/trace-row.ts';
import type { ForkProblem, ForkRequest } from './fork-door.ts';
import type { Pins } from './pins.ts';
import type { WaitOver } from './wait-over.ts';

export interface StartRequest {
  readonly flowId: FlowId;
  /** Free of errors: `checkFlow` was asked. */
  readonly flow: Flow;
  /** Null for a draft. */
  readonly versionNo: number | null;
  readonly packet: Packet;
  readonly mode: RunMode;
  readonly by: Actor;
  /** Equal keys start one run; null always starts one. */
  readonly startKey: string | null;
  /** What started it by itself, as JSON: the event, or when it was due. Absent when a person did. */
  readonly trigger?: string;
  /** `ignore`: every stage answers afresh, and no answer is kept. */
  readonly cache?: CacheChoice;
  /** How far it is to go; absent: to its end. */
  readonly until?: RunUntil;
  /** Outputs that stand in for steps' own, by step: `pinProblem` was asked. In a live run nothing is pinned. */
  readonly pins?: Pins;
}

export type StartProblem = { readonly kind: 'key-conflict' } | { readonly kind: 'storage'; readonly sentence: string };

export interface ResolveRequest {
  readonly waitId: WaitId;
  readonly outcome: string;
  readonly comment: string | null;
  readonly answer: JsonObject;
  readonly by: Actor;
  /** Roles the person may answer for. */
  readonly roles: readonly Actor[];
  /** In a draft, whoever tries it may answer for whoever is asked. */
  readonly inDraft?: boolean;
}

export type ResolveProblem =
  | WaitOver
  | { readonly kind: 'not-allowed'; readonly sentence: string }
  | { readonly kind: 'does-not-fit'; readonly problems: readonly SchemaProblem[] };

export interface ReassignRequest {
  readonly waitId: WaitId;
  readonly to: Actor;
  readonly comment: string | null;
  readonly by: Actor;
  /** Roles the person may answer for. */
  readonly roles: readonly Actor[];
}

export type ReassignProblem = WaitOver | { readonly kind: 'not-allowed'; readonly sentence: string };

/** A draft that need not wait for the outside. */
export interface DraftWaitRequest {
  readonly waitId: WaitId;
  readonly by: Actor;
}

export type DraftWaitProblem = WaitOver | { readonly kind: 'not-allowed'; readonly sentence: string };

/** R16: a run that has ended takes no part in anything more. */
export type CancelProblem =
  { readonly kind: 'no-such-run' } | { readonly kind: 'run-over'; readonly status: RunStatus; readonly sentence: string };

/** `not-dead`: it is on its way, or was delivered. */
export type RedeliverProblem = 'no-such-event' | 'not-dead';

/** An event that is on disk, or is not taken (`conflict`: its key is known with another body). */
export interface Accepted {
  readonly kind: 'new' | 'same' | 'conflict';
  /** The runs that took it, once all that it concerns were told. Rejects with `StorageError`; the event is then handed on at the next start. */
  readonly handed: Promise<readonly RunId[]>;
}

/** The only hand that writes runs. */
export interface Runner {
  /** The run is on disk when this resolves; it goes on by itself. */
  start(request: StartRequest): Promise<Result<RunId, StartProblem>>;
  /** R17: a new run that goes on from a step of another, with edits; the parent stays as it is. */
  fork(request: ForkRequest): Promise<Result<RunId, ForkProblem>>;
  resolve(request: ResolveRequest): Promise<Result<RunId, ResolveProblem>>;
  /** Takes an event from the bus: kept once per key, and handed to the runs that wait for it before this resolves. */
  receive(event: BusEvent): Promise<{ readonly kind: Accepted['kind']; readonly matchedRuns: readonly RunId[] }>;
  /** The same, but resolves as soon as the event is on disk. */
  accept(event: BusEvent): Promise<Accepted>;
  /** Resolves when every event that was due has been sent once, whatever came of it. */
  relayed(): Promise<void>;
  /** Sends a dead letter again, from the first attempt. */
  redeliver(eventId: string, by: Actor): Promise<Result<null, RedeliverProblem>>;
  /** Moves time on to the deadline of a draft's wait: the step times out now, and the trace says that it was skipped. */
  skipWait(request: DraftWaitRequest): Promise<Result<RunId, DraftWaitProblem>>;
  /** Gives a draft that waits for an event a made-up one. Nobody else is told of it, and no inbox keeps it. */
  giveSample(request: DraftWaitRequest & { readonly event: BusEvent }): Promise<Result<RunId, DraftWaitProblem>>;
  /** Gives a human task to somebody else; the run waits on. */
  reassign(request: ReassignRequest): Promise<Result<RunId, ReassignProblem>>;
  /** Halts a run that has not ended. Refused when it ended first, by itself or on another's word. */
  cancel(runId: RunId, by: Actor, reason: string | null): Promise<Result<'halted', CancelProblem>>;
  /** At boot: takes up every run that has not ended. */
  recover(): Promise<readonly RunId[]>;
  /** The run once it rests: ended, or waiting for the outside. Null for a run nobody has started. */
  settled(runId: RunId): Promise<Run | null>;
  /** Told of rows after they are committed, in order; gives the function that ends it. */
  onRows(listener: (runId: RunId, rows: readonly TraceRow[]) => void): () => void;
  /** Told when a run could not be written and rests where its last commit left it; gives the function that ends it. */
  onTrouble(listener: (runId: RunId, trouble: Error) => void): () => void;
  /** Stops taking new work and waits for what is under way to reach a boundary. */
  close(): Promise<void>;
}
