import type { OrgId, RunId } from '../base/ids.ts';
import type { TraceRow } from './trace-row.ts';

export interface TraceReader {
  /** In the order of `seq`, those after `afterSeq` (0 for all), at most `limit` of them; empty for a run nobody has started. */
  rowsOf(orgId: OrgId, runId: RunId, afterSeq?: number, limit?: number): Promise<readonly TraceRow[]>;
}

/** Rows do not follow the run's last one. Only our own mistake can bring it about. */
export class TraceGapError extends Error {
  override readonly name = 'TraceGapError';
}
