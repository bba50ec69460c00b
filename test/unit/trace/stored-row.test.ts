import { describe, expect, it } from 'vitest';
import { openStoredHasher, rowOfSealed, STORED_FIELDS, type StoredRow } from '../../../engine/trace/stored-row.ts';
import type { TraceRow } from '../../../engine/trace/trace-row.ts';
import { sealedRows } from './unsealed-rows.ts';

const cellsOf = (row: TraceRow, dataText: string): unknown[] =>
  STORED_FIELDS.map(field => {
    const cell = (row as unknown as Record<string, unknown>)[field];
    return field === 'data' ? dataText : typeof cell === 'boolean' ? Number(cell) : cell;
  });

const ROWS = sealedRows(9);
const stored = (row: TraceRow): StoredRow => cellsOf(row, JSON.stringify(row.data));

describe('A stored row', () => {
  it('is the row that was sealed, field by field', () => {
    for (const row of ROWS) expect(rowOfSealed(stored(row))).toEqual(JSON.parse(JSON.stringify(row)));
  });

  it('has the hash that it was sealed with, whatever the order of the keys in its data', () => {
    const hashOf = openStoredHasher();
    for (const row of ROWS) {
      expect(hashOf(row.prevHash, stored(row))).toBe(row.rowHash);
      const backwards = Object.fromEntries(Object.entries(row.data).toReversed());
      expect(hashOf(row.prevHash, cellsOf(row, JSON.stringify(backwards)))).toBe(row.rowHash);
    }
  });

  it('has another hash, or none, as soon as one cell is another', () => {
    const hashOf = openStoredHasher();
    for (const row of ROWS)
      for (const [index, field] of STORED_FIELDS.entries())
        if (field !== 'rowHash' && field !== 'prevHash')
          for (const other of ['other', 3, 1.5, -1, Number.MAX_VALUE, new Uint8Array([1]), '\ud800']) {
            const forged = stored(row).with(index, other);
            if (forged[index] !== stored(row)[index]) expect(hashOf(row.prevHash, forged), `${row.kind} ${field}`).not.toBe(row.rowHash);
          }
  });
});
