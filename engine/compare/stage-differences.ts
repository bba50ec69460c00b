import { canonicalJson } from '../base/canonical-json.ts';
import type { JsonObject } from '../base/json.ts';
import { whyMiss, type KeyDifference } from '../cache/why-miss.ts';
import type { LedgerRow } from '../ledger/ledger-row.ts';
import type { TwoRuns } from './two-runs.ts';

/** In what the keys of one stage differ; empty when they are the same, or when one run has no row of the stage. */
export function stageDifferences(was: LedgerRow | undefined, is: LedgerRow, { preimages }: TwoRuns): readonly KeyDifference[] {
  if (was === undefined || (was.inputHash === is.inputHash && is.inputHash !== null)) return [];
  const [before, after] = [preimageOf(was, preimages), preimageOf(is, preimages)];
  const differences = before === undefined || after === undefined ? [] : whyMiss(before, after);
  return differences.length > 0 && !differences.some(({ part }) => part === 'key') ? differences : ledgerDifferences(was, is);
}

/** Where the cache kept no preimage (a stage that failed, or passed the cache by), the ledger still says what it knows. */
function ledgerDifferences(was: LedgerRow, is: LedgerRow): readonly KeyDifference[] {
  const model = ({ provider, requestModel, modelClass }: LedgerRow): string => `${provider} ${requestModel} (${modelClass})`;
  const params = [...new Set([...Object.keys(was.params), ...Object.keys(is.params)])].toSorted();
  const text = ({ params: all }: LedgerRow, name: string): string | null => (Object.hasOwn(all, name) ? canonicalJson(all[name]) : null);
  return [
    { part: 'skill', was: was.skill, is: is.skill },
    { part: 'prompt', was: was.promptHash, is: is.promptHash },
    { part: 'model', was: model(was), is: model(is) },
    { part: 'memory', was: was.memoryHash, is: is.memoryHash },
    ...params.map((name): KeyDifference => ({ part: 'params', name, was: text(was, name), is: text(is, name) })),
  ].filter(difference => difference.was !== difference.is);
}

const preimageOf = ({ inputHash }: LedgerRow, preimages: TwoRuns['preimages']): JsonObject | undefined =>
  inputHash === null ? undefined : preimages.get(inputHash);
