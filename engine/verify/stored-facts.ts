import type { Hash } from '../base/hash.ts';
import type { OrgId, RunId } from '../base/ids.ts';
import type { Run } from '../trace/run.ts';
import type { StoredRow } from '../trace/stored-row.ts';
import type { StoredMemory } from './memory-breaks.ts';

/** A cell as the database has it. */
export type StoredCell = unknown;

/** Everything a database holds about one run, as it stands there: nothing parsed, nothing put right. */
export interface StoredRun {
  readonly runId: RunId;
  /** In the order of `seq`. */
  readonly rows: readonly StoredRow[];
  /** The run's line in the lists by field; null when there is none. */
  readonly line: Readonly<Record<string, StoredCell>> | null;
  readonly waits: readonly StoredWait[];
  readonly consumed: readonly StoredConsumption[];
  readonly dispatched: readonly StoredDispatch[];
  /** Ledger rows; null stands for one that cannot be read as such. */
  readonly ledger: readonly {
    readonly traceSeq: number;
    readonly stage: string;
    /** Of its run, for adding up; no part of the hash. */
    readonly flowId: string | null;
    readonly versionNo: number | null;
    readonly hash: Hash | null;
  }[];
  /** Versions of memories that name the run as their source. */
  readonly remembered: readonly { readonly traceSeq: number; readonly scope: string; readonly topic: string; readonly text: string }[];
}

export interface StoredWait {
  readonly waitId: string;
  readonly stepId: string;
  readonly visit: number;
  /** JSON. */
  readonly subject: string;
  readonly deadlineAtUs: number | null;
  readonly closedHow: string | null;
}

/** An event that a run took. */
export interface StoredConsumption {
  readonly product: string;
  /** JSON; null when the inbox has no such event. */
  readonly envelope: string | null;
}

/** An event that a run sent, in the outbox. */
export interface StoredDispatch {
  readonly eventId: string;
  /** JSON. */
  readonly envelope: string;
  readonly status: string;
  /** 1 once the end of the delivery stands in the trace. */
  readonly told: number;
}

/** A value kept under its own hash, and what its text hashes to now. */
export interface StoredValue {
  readonly what: 'blob' | 'slice' | 'packet' | 'definition' | 'cache';
  readonly hash: string;
  /** Null when it cannot be hashed at all. */
  readonly found: Hash | null;
}

/** What is read for checking: beside the engine's own reading, which parses and refuses. */
export interface StoredFacts {
  /** Runs in the order of their ids, `limit` of them after `afterRunId` ('' at first) and those between that have rows and no line; empty behind the last. */
  runs(orgId: OrgId, afterRunId: string, limit: number): Promise<readonly StoredRun[]>;
  /** Null when neither line nor row is there. */
  run(orgId: OrgId, runId: RunId): Promise<StoredRun | null>;
  /** What the line of a run ought to say, by field. */
  readonly lineOf: (run: Run) => Readonly<Record<string, StoredCell>>;
  /** Every version of every memory of the org, in the order in which they were written. */
  memories(orgId: OrgId): Iterable<StoredMemory>;
  /** Every value of the org, or only those of these hashes. */
  values(orgId: OrgId, only: readonly string[] | null): Iterable<StoredValue>;
}
