import { hashOf, type Hash } from '../base/hash.ts';
import type { LedgerRow } from './ledger-row.ts';

/**
 * What a `ledger.recorded` row says of its ledger row, so that the run's chain covers the ledger too:
 * `H("atelier/ledger/v1", row without trace_seq)`. The number is left out because the trace row that gets it holds this hash.
 */
export function ledgerHash(row: Omit<LedgerRow, 'traceSeq'>): Hash {
  const { traceSeq: _traceSeq, ...line } = row as LedgerRow; // true enough: a row that has no number yet loses nothing
  return hashOf('atelier/ledger/v1', line);
}
