import { memoryHash, type LinkedMemory } from '../memory/memory-chain.ts';
import { valueHash, refHash } from '../base/value-ref.ts';
import type { Hash } from '../base/hash.ts';
import type { TraceRow } from '../trace/trace-row.ts';
import type { StoredRun } from './stored-facts.ts';
import type { Break } from './verify-report.ts';

/** A version of a memory as the database has it. */
export interface StoredMemory {
  readonly number: number;
  readonly rowHash: string;
  /** Null when it cannot be read as a version. */
  readonly linked: LinkedMemory | null;
}

/** Where the org's line of memories does not hold: a version is missing, was changed, or does not follow the one before. In the order of `number`. */
export function memoryChainBreaks(memories: Iterable<StoredMemory>): Break[] {
  const breaks: Break[] = [];
  let [number, before]: [number, string | null] = [0, null];
  const broken = (sentence: string): void => void breaks.push({ runId: null, seq: 0, what: 'memory', sentence });
  for (const stored of memories) {
    const name = stored.linked === null ? `number ${String(stored.number)}` : `“${stored.linked.topic}” (number ${String(stored.number)})`;
    if (stored.number !== number + 1)
      broken(`Of Sage’s memory the versions ${String(number + 1)} to ${String(stored.number - 1)} are gone.`);
    else if (stored.linked !== null && stored.linked.prevHash !== before)
      broken(`The memory ${name} does not follow the version that stands before it.`);
    if (stored.linked === null || hashOf(stored.linked) !== stored.rowHash) broken(`The memory ${name} was changed after it was written.`);
    [number, before] = [stored.number, stored.rowHash];
  }
  return breaks;
}

function hashOf(linked: LinkedMemory): Hash | null {
  try {
    return memoryHash(linked);
  } catch {
    return null; // a text that no engine writes, e.g. with half a surrogate
  }
}

/** Where what a run remembered is not what its trace says it did. */
export function rememberedBreaks({ runId, remembered }: StoredRun, rows: readonly TraceRow[]): Break[] {
  const told = new Map(rows.flatMap(row => (row.kind === 'memory.written' ? [[row.seq, row.data] as const] : [])));
  const breaks: Break[] = [];
  for (const { traceSeq, scope, topic, text } of remembered) {
    const row = told.get(traceSeq);
    told.delete(traceSeq);
    const isSame = row !== undefined && row.scope === scope && row.topic === topic && refHash(row.value) === valueHash(text);
    if (!isSame)
      breaks.push({
        runId,
        seq: traceSeq,
        what: 'memory',
        sentence: `The memory “${topic}” is not what row ${String(traceSeq)} of the trace says was remembered.`,
      });
  }
  for (const [seq, { topic }] of told)
    breaks.push({ runId, seq, what: 'memory', sentence: `Row ${String(seq)} remembers “${topic}”, and that memory is gone.` });
  return breaks;
}
