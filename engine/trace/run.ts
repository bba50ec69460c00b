import type { Hash } from '../base/hash.ts';
import type { Actor, FlowId, OrgId, RunId, SliceName, StepId } from '../base/ids.ts';
import type { StepError } from '../base/step-error.ts';
import type { ValueRef } from '../base/value-ref.ts';
import type { CacheChoice } from '../steps/sage_skill/definition.ts';
import type { StepKind } from '../steps/step-definition.ts';
import type { CachedFrom, ForkedFrom, OutputSource, RunCause, RunMode, RunUntil, Wait } from './trace-row.ts';

export const RUN_STATUSES = ['pending', 'running', 'waiting', 'succeeded', 'failed', 'halted'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

/** Where a running run stands. */
export type Cursor =
  /** Nothing has begun, or a step is over: `nextMove` says what follows. */
  | { readonly at: 'between'; readonly after: StepId | null; readonly how: StepEnd | null }
  /** An attempt is under way, its intent on disk. */
  | { readonly at: 'attempt'; readonly stepId: StepId; readonly visit: number; readonly attempt: number; readonly startedAtUs: number }
  | { readonly at: 'backoff'; readonly stepId: StepId; readonly visit: number; readonly attempt: number; readonly wakeAtUs: number };

/** How a step ended, as far as it decides where the run goes on. */
export type StepEnd =
  | { readonly kind: 'completed' }
  | { readonly kind: 'gate'; readonly result: boolean }
  | { readonly kind: 'failed'; readonly error: StepError; readonly route: StepId | null }
  | { readonly kind: 'timed_out'; readonly route: StepId | null };

export type RunState =
  | { readonly status: 'pending' }
  | { readonly status: 'running'; readonly cursor: Cursor }
  | {
      readonly status: 'waiting';
      readonly wait: Wait;
      readonly stepId: StepId;
      readonly visit: number;
      readonly attempt: number;
      readonly sinceUs: number;
    }
  | { readonly status: 'succeeded'; readonly artefacts: readonly string[] }
  | { readonly status: 'failed' | 'halted'; readonly cause: RunCause };

export type VisitState =
  | { readonly status: 'running'; readonly sinceUs: number }
  | { readonly status: 'backoff'; readonly wakeAtUs: number; readonly error: StepError }
  | { readonly status: 'waiting'; readonly sinceUs: number; readonly wait: Wait }
  | { readonly status: 'completed'; readonly from: OutputSource; readonly cachedFrom: CachedFrom | null; readonly output: ValueRef }
  | { readonly status: 'failed'; readonly error: StepError }
  | { readonly status: 'timed_out' }
  | { readonly status: 'cancelled' };

/** One passing of a run through a step; a loop visits a step again. */
export interface StepVisit {
  readonly stepId: StepId;
  readonly kind: StepKind;
  /** From 1. */
  readonly visit: number;
  /** Of the last attempt, from 1. */
  readonly attempt: number;
  /** Attempts that failed; one lost to a crash is none, nor is a fault of ours. */
  readonly failures: number;
  /** Attempts that a fault of ours ended. */
  readonly faults: number;
  readonly state: VisitState;
  readonly input: ValueRef | null;
  readonly startedAtUs: number;
  readonly endedAtUs: number | null;
  /** Stages answered so far in this visit, by stage name: after a crash they are not paid again. */
  readonly answers: Readonly<Record<string, { readonly stageKey: Hash | null; readonly answer: ValueRef }>>;
  readonly gateResult: boolean | null;
  readonly humanOutcome: string | null;
  readonly simulated: boolean;
  /** Who put the output in place of the step's own. */
  readonly pinnedBy?: Actor;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costMicroUsd: number;
  readonly avoidedMicroUsd: number;
  readonly citations: number;
  readonly firstSeq: number;
  readonly lastSeq: number;
}

/** A run as its trace tells it: what `foldRun` makes of the rows, and nothing else. */
export interface Run {
  readonly orgId: OrgId;
  readonly runId: RunId;
  readonly flowId: FlowId;
  readonly flowName: string;
  readonly versionNo: number | null;
  readonly versionHash: Hash;
  readonly mode: RunMode;
  /** `ignore`: somebody asked that every stage answers afresh. */
  readonly cache: CacheChoice;
  readonly packetHash: Hash;
  readonly slices: Readonly<Record<SliceName, Hash>>;
  readonly forkedFrom: ForkedFrom | null;
  /** Absent: it goes on to its end. */
  readonly until?: RunUntil;
  /** Outputs that stand in for steps' own, and who put them there. */
  readonly pins?: { readonly by: Actor; readonly outputs: Readonly<Record<StepId, ValueRef>> };
  readonly state: RunState;
  /** In the order in which they began. */
  readonly visits: readonly StepVisit[];
  readonly context: Readonly<Record<string, ValueRef>>;
  readonly contextHash: Hash | null;
  /** Last completed output of each step. */
  readonly outputs: Readonly<Record<StepId, ValueRef>>;
  readonly artefacts: readonly {
    readonly path: string;
    readonly markdown: ValueRef;
    readonly contentHash: Hash;
    readonly stepId: StepId | null;
  }[];
  readonly createdAtUs: number;
  readonly startedAtUs: number | null;
  readonly endedAtUs: number | null;
  readonly epoch: number;
  /** How often the run was taken up after its owner died. */
  readonly recoveries: number;
  /** Those since a step last came to its end or to a wait: many in a row, and the run is held to be what brings the process down. */
  readonly recoveriesInRow: number;
  readonly cacheHits: number;
  readonly cacheMisses: number;
  readonly lastSeq: number;
  readonly lastHash: Hash;
}
