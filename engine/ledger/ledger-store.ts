import type { OrgId, RunId } from '../base/ids.ts';
import type { LedgerRow } from './ledger-row.ts';

/** What one answered call of a skill took. */
export interface CallCost {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly costMicroUsd: number;
}

/** Whose calls are asked for; without a model, those of all but the embedded one. */
export type CallsOf = Pick<LedgerRow, 'skill'> & Partial<Pick<LedgerRow, 'provider' | 'requestModel'>>;

export interface LedgerReader {
  /** Of one run, or of all with null; in the order in which they were written, newest `limit` of them. */
  rows(orgId: OrgId, runId: RunId | null, limit?: number): Promise<readonly LedgerRow[]>;
  /** Of the calls of a skill that a model answered (nothing that the cache served), newest first. */
  callsOf(orgId: OrgId, of: CallsOf, limit: number): Promise<readonly CallCost[]>;
  /** What the rows from `fromUs` on and before `beforeUs` cost together, of one run or of all with null; in millionths of a dollar. */
  spentMicroUsd(orgId: OrgId, of: { readonly runId: RunId | null; readonly fromUs: number; readonly beforeUs: number }): Promise<number>;
}
