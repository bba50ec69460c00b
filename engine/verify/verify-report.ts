import type { RunId } from '../base/ids.ts';

/**
 * What does not hold. `gap`, `link`, `content`: the chain (a row is missing, was replaced, was changed). `unreadable`: rows that no engine wrote.
 * `fold`, `wait`, `event`, `ledger`: what stands beside the trace says something else. `blob`, `slice`, `packet`, `definition`, `cache`: a value
 * is not what its hash says, or is gone. `memory`: what Sage remembers. `artefact`: a file. `checkpoint`: what was signed is not what is there.
 */
export type BreakKind =
  | 'gap'
  | 'link'
  | 'content'
  | 'unreadable'
  | 'fold'
  | 'wait'
  | 'event'
  | 'ledger'
  | 'blob'
  | 'slice'
  | 'packet'
  | 'definition'
  | 'cache'
  | 'artefact'
  | 'memory'
  | 'checkpoint';

export interface Break {
  /** Null where it is about no one run. */
  readonly runId: RunId | null;
  /** Of the row; 0 where it is about no one row. */
  readonly seq: number;
  readonly what: BreakKind;
  /** For a person: what, where. */
  readonly sentence: string;
}

export interface VerifyReport {
  readonly runs: number;
  readonly rows: number;
  /** Values under their hashes: blobs, slices, packets, definitions, cache entries. */
  readonly values: number;
  /** Signed checkpoints that were held against the rows. */
  readonly checkpoints: number;
  readonly ok: boolean;
  readonly breaks: readonly Break[];
}
