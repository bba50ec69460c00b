import type { OrgId, RunId } from '../base/ids.ts';
import type { LedgerRow } from './ledger-row.ts';

export interface LedgerReader {
  /** Of one run, or of all with null; in the order in which they were written, newest `limit` of them. */
  rows(orgId: OrgId, runId: RunId | null, limit?: number): Promise<readonly LedgerRow[]>;
}
