import { GENESIS_HASH } from '../trace/chain.ts';
import { openStoredHasher, storedHash, storedPrevHash, storedSeq } from '../trace/stored-row.ts';
import type { StoredRun } from './stored-facts.ts';
import type { Break } from './verify-report.ts';

/** Where the chain of a run does not hold, in the order of its rows; goes on behind each, so that every changed row is named. */
export function chainBreaks({ runId, rows }: StoredRun): Break[] {
  const breaks: Break[] = [];
  const hashOfStored = openStoredHasher();
  let expected = 1;
  let prevHash: string = GENESIS_HASH;
  for (const row of rows) {
    const seq = storedSeq(row);
    if (seq !== expected) {
      const missing = seq === expected + 1 ? `Row ${String(expected)} is` : `Rows ${String(expected)} to ${String(seq - 1)} are`;
      breaks.push({ runId, seq: expected, what: 'gap', sentence: `${missing} missing: row ${String(seq)} stands in that place.` });
    } else if (storedPrevHash(row) !== prevHash)
      breaks.push({
        runId,
        seq,
        what: 'link',
        sentence: `Row ${String(seq)} does not follow the row before it: one of the two was replaced, or they changed places.`,
      });
    if (hashOfStored(storedPrevHash(row), row) !== storedHash(row))
      breaks.push({ runId, seq, what: 'content', sentence: `Row ${String(seq)} was changed after it was written.` });
    expected = seq + 1;
    prevHash = storedHash(row);
  }
  return breaks;
}
