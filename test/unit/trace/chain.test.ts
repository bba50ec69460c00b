import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../engine/base/canonical-json.ts';
import { columnName } from '../../../engine/base/column-name.ts';
import { chainBreak, GENESIS_HASH, sealRows } from '../../../engine/trace/chain.ts';
import type { TraceRow } from '../../../engine/trace/trace-row.ts';
import { unsealedRows } from './unsealed-rows.ts';

const sealed = (count: number): TraceRow[] => sealRows(GENESIS_HASH, unsealedRows(count));

describe('a chain of rows', () => {
  it('holds as it was written', () => {
    expect(chainBreak(sealed(6))).toBeNull();
  });

  it('is the same for the same rows, whatever the order of their keys', () => {
    const turned = unsealedRows(4).map(row => Object.fromEntries(Object.entries(row).toReversed()) as typeof row); // true: the same entries
    expect(sealRows(GENESIS_HASH, turned).map(({ rowHash }) => rowHash)).toEqual(sealed(4).map(({ rowHash }) => rowHash));
  });

  it('shows a changed row, a dropped one, two that swapped and one put in their place', () => {
    const rows = sealed(6);
    const changed = rows.map((row): TraceRow => (row.seq === 3 ? { ...row, atUs: row.atUs + 1 } : row));
    const dropped = rows.filter(({ seq }) => seq !== 3);
    const swapped = [rows[0], rows[2], rows[1], ...rows.slice(3)].filter(row => row !== undefined);
    const other = sealRows(rows[2]?.prevHash ?? GENESIS_HASH, unsealedRows(3, 99).slice(2));
    const replaced = rows.map(row => (row.seq === 3 ? (other[0] ?? row) : row));

    expect(chainBreak(changed)).toMatchObject({ seq: 3, what: 'content' });
    expect(chainBreak(dropped)).toMatchObject({ seq: 3, what: 'gap' });
    expect(chainBreak(swapped)).toMatchObject({ seq: 2, what: 'gap' });
    expect(chainBreak(replaced)).toMatchObject({ seq: 4, what: 'link' });
  });

  it('shows any one change of any one column', () => {
    const rows = sealed(5);
    const numbers = ['atUs', 'epoch', 'seq'] as const;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4 }), fc.constantFrom(...numbers), fc.integer({ min: 1, max: 1000 }), (index, column, by) => {
        const bent = rows.map((row, at): TraceRow => (at === index ? { ...row, [column]: row[column] + by } : row));
        expect(chainBreak(bent)).not.toBeNull();
      }),
    );
  });
});

describe('a row', () => {
  it('is hashed as anyone can who has its columns', () => {
    const [row] = sealed(1);
    if (row === undefined) throw new Error('There is a first row.');
    const { prevHash, rowHash, ...fields } = row;
    const columns = Object.fromEntries(Object.entries(fields).map(([field, value]) => [columnName(field), value]));

    const leaf = createHash('sha256')
      .update(`\u0000${canonicalJson(columns)}`)
      .digest('hex');
    const link = createHash('sha256').update(`\u0002${prevHash}${leaf}`).digest('hex');

    expect(rowHash).toBe(`sha256:${link}`);
  });
});
