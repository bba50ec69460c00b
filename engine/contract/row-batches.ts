import type { TraceRow } from '../trace/trace-row.ts';

/**
 * Rows of a run as they cross the wire: one JSON text a batch. Told value by value they took the host longer than reading them from the database does,
 * and the window reads a text with the browser's own parser. Both ends of a wire are given this.
 */
export const ROW_BATCHES = {
  type: 32,
  condition: (value: unknown): boolean => typeof value === 'object' && value !== null && BATCHES.has(value),
  serialize: (rows: readonly TraceRow[]): string => JSON.stringify(rows),
  deserialize(text: unknown): unknown {
    if (typeof text !== 'string') throw new TypeError('A batch of rows crosses the wire as text.');
    return JSON.parse(text);
  },
};

/** Marks rows that were parsed, so that they cross as one text. */
export function rowBatch(rows: TraceRow[]): TraceRow[] {
  BATCHES.add(rows);
  return rows;
}

const BATCHES = new WeakSet<object>();
