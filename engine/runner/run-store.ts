import type { Hash } from '../base/hash.ts';
import type { Actor, FlowId, OrgId, RunId, WaitId } from '../base/ids.ts';
import type { Blob } from '../base/value-ref.ts';
import type { OutboxChange } from '../bus/outbox.ts';
import type { CacheEntry } from '../cache/stage-cache.ts';
import type { Flow } from '../flow/flow.ts';
import type { LedgerRow } from '../ledger/ledger-row.ts';
import type { MemoryWrite } from '../memory/memory.ts';
import type { Packet, Slice } from '../packet/packet.ts';
import type { RunFilter, RunPage, RunPlace } from '../trace/run-filter.ts';
import type { OpenWait, RunSummary } from '../trace/run-summary.ts';
import type { Run } from '../trace/run.ts';
import type { TraceRow } from '../trace/trace-row.ts';

export interface NewRun {
  readonly run: Run;
  readonly rows: readonly TraceRow[];
  readonly flow: Flow;
  readonly packet: Packet;
  /** Equal keys start one run: an event's or a client's. Null: always a new one. */
  readonly startKey: string | null;
  /** Values that the first row refers to: a fork's pinned outputs. */
  readonly blobs?: readonly Blob[];
}

/** All that one step boundary changes: written in one transaction, or not at all. */
export interface RunChange {
  /** As the rows leave it: the projection's columns come from here. */
  readonly run: Run;
  /** Sealed, following the run's last row. */
  readonly rows: readonly TraceRow[];
  /** The data of each row as the canonical text that was hashed, in the order of `rows`. */
  readonly dataTexts: readonly string[];
  readonly blobs: readonly Blob[];
  readonly ledger: readonly LedgerRow[];
  readonly cache: readonly CacheEntry[];
  readonly openWait: OpenWait | null;
  /** Compare-and-set: only one of answer, event, timeout and cancel wins. */
  readonly closeWait: {
    readonly waitId: WaitId;
    readonly how: WaitEnd['how'];
    readonly by: Actor;
  } | null;
  /** The task goes to somebody else; refused like `closeWait` when the wait is over. */
  readonly reassignWait: { readonly waitId: WaitId; readonly to: Actor } | null;
  readonly consumeEvent: { readonly product: string; readonly idempotencyKey: string } | null;
  readonly outbox: readonly OutboxChange[];
  /** What its steps remember; each becomes the next version of its memory. */
  readonly memory: readonly MemoryWrite[];
}

export interface WaitEnd {
  readonly how: 'resolved' | 'matched' | 'timed_out' | 'cancelled';
  readonly by: Actor;
  readonly atUs: number;
}

export interface RunStore {
  /** R1. `existing` when the start key is known with the same flow and packet, `conflict` with another. */
  create(newRun: NewRun): Promise<{ kind: 'created' } | { kind: 'existing'; runId: RunId } | { kind: 'conflict' }>;
  /**
   * Throws `TraceGapError` when the rows do not follow the run's last, `StaleEpochError` when another owner has the run,
   * `WaitClosedError` when the wait was closed already, `EventConsumedError` likewise, `StorageError` when the disk refuses. Nothing is written then.
   */
  commit(change: RunChange): Promise<void>;
  /** R2, R11: takes the run for this owner and gives the new epoch. */
  claim(orgId: OrgId, runId: RunId): Promise<number>;
  summary(orgId: OrgId, runId: RunId): Promise<RunSummary | null>;
  /** Where the run's chain ended at its last commit. */
  head(orgId: OrgId, runId: RunId): Promise<{ readonly lastSeq: number; readonly lastHash: Hash } | null>;
  /** Newest first. */
  summaries(orgId: OrgId, filter: { readonly flowId?: FlowId; readonly limit: number }): Promise<readonly RunSummary[]>;
  /** Runs of all flows, newest first, among the next that are looked at: see `RunPage`. */
  search(orgId: OrgId, request: { readonly filter: RunFilter; readonly before: RunPlace | null; readonly limit: number }): Promise<RunPage>;
  /** Every answer that people ever gave, by the id of the outcome, in alphabetical order. */
  outcomes(orgId: OrgId): Promise<readonly string[]>;
  /** Pending, running and waiting ones, oldest first. */
  unfinished(orgId: OrgId): Promise<readonly RunId[]>;
  /** Oldest first. */
  openWaits(orgId: OrgId): Promise<readonly OpenWait[]>;
  openWait(orgId: OrgId, waitId: WaitId): Promise<OpenWait | null>;
  /** A wait, open or not, as it was asked last; null for one that never was. */
  wait(orgId: OrgId, waitId: WaitId): Promise<OpenWait | null>;
  /** How a wait was ended; null while it is open, and for one that never was. */
  waitEnd(orgId: OrgId, waitId: WaitId): Promise<WaitEnd | null>;
  /** Canonical text; null when there is none. */
  blob(orgId: OrgId, hash: Hash): Promise<string | null>;
  packet(orgId: OrgId, packetHash: Hash): Promise<Packet | null>;
  slice(orgId: OrgId, sliceHash: Hash): Promise<Slice | null>;
}

export class StaleEpochError extends Error {
  override readonly name = 'StaleEpochError';
}
export class WaitClosedError extends Error {
  override readonly name = 'WaitClosedError';
}
export class EventConsumedError extends Error {
  override readonly name = 'EventConsumedError';
}
/** The disk is full, read-only or failing: the run stays where its last commit left it. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
}
