import { neverHere } from '../../../engine/base/never-here.ts';
import type { LedgerRow } from '../../../engine/ledger/ledger-row.ts';
import { formatDuration } from '../../ui/format-duration.ts';
import { formatMoney } from '../../ui/format-money.ts';

/** What a ledger row says about its stage and the cache, in a sentence. */
export function ledgerSentence(row: LedgerRow): string {
  const saved = row.avoidedMicroUsd > 0 ? `, which saved ${formatMoney(row.avoidedMicroUsd)}` : '';
  if (row.status === 'failed') return `${row.skill} failed after ${formatDuration(row.latencyUs)}.`;
  switch (row.cache) {
    case 'hit':
      return `${row.skill} was served from the cache${saved}.`;
    case 'coalesced':
      return `${row.skill} shared the answer of an equal call under way${saved}.`;
    case 'miss':
      return `${row.skill} ran for ${formatDuration(row.latencyUs)}; the cache keeps its answer.`;
    case 'bypass':
      return `${row.skill} ran for ${formatDuration(row.latencyUs)}; its answer is not kept, since not all it read could be hashed.`;
    default:
      return neverHere(row.cache);
  }
}
