import { canonicalJson } from '../base/canonical-json.ts';
import { columnName } from '../base/column-name.ts';
import type { Hash } from '../base/hash.ts';
import { refText } from '../base/value-ref.ts';
import { sha256Hex } from '#sha256';
import { RowColumns, type TraceRow, type UnsealedRow } from './trace-row.ts';

/** What the first row of every run is chained to. */
export const GENESIS_HASH: Hash = `sha256:${'0'.repeat(64)}` as Hash; // true: 64 hex digits

/**
 * Chains a row to the one before: `leaf = sha256(0x00 ‖ RFC 8785 of the row)`, `row_hash = sha256(0x02 ‖ prev_hash ‖ leaf)`,
 * hashes in their written form. The prefixes keep a leaf from ever passing for a link (as RFC 6962 does for Merkle trees).
 */
export function sealRow<Row extends UnsealedRow>(prevHash: Hash, row: Row): Row & { readonly prevHash: Hash; readonly rowHash: Hash } {
  return { ...row, prevHash, rowHash: linkRow(prevHash, row).rowHash };
}

/** Seals rows in order, the first after `prevHash`. */
export function sealRows(prevHash: Hash, rows: readonly UnsealedRow[]): TraceRow[] {
  let last = prevHash;
  return rows.map(row => {
    const sealed = sealRow(last, row);
    last = sealed.rowHash;
    return sealed;
  });
}

/** A row's hash after `prevHash`, and its data as the canonical text that went into it: a store writes this text and makes none of its own. */
export function linkRow(prevHash: Hash, row: UnsealedRow): { readonly rowHash: Hash; readonly dataText: string } {
  const dataText = textOfData(row.data);
  const leaf = sha256Hex(`\u0000${rowText(row, dataText)}`);
  return { rowHash: `sha256:${sha256Hex(`\u0002${prevHash}${leaf}`)}` as Hash, dataText }; // true: sha256Hex gives 64 hex digits
}

/** RFC 8785 of a row's data, with the texts of its values that were made when they were referred to. */
function textOfData(data: object): string {
  let text = '';
  for (const key of Object.keys(data).sort()) {
    const value = (data as Record<string, unknown>)[key]; // true: key is one of its own
    const known = typeof value === 'object' && value !== null ? refText(value) : undefined;
    text += `${text === '' ? '{' : ','}${JSON.stringify(key)}:${known ?? canonicalJson(value)}`;
  }
  return text === '' ? '{}' : `${text}}`;
}

interface Column {
  readonly key: keyof UnsealedRow;
  readonly quoted: string;
  readonly quotedNull: string;
  /** What it said last, and the text of that with the name: most columns say the same from row to row. */
  cell: unknown;
  text: string;
}

/**
 * A row is hashed under the names of its columns, so that anyone with the table can check it. The names in RFC 8785's order, each with its
 * colon, and with null, as half of the columns of a row are: sorting and quoting them anew took half of a row's time.
 */
const KEYS = [...Object.keys(RowColumns.shape), 'kind', 'data']
  .map(key => ({ key: key as keyof UnsealedRow, name: columnName(key) })) // true: the keys of a row
  .toSorted((a, b) => (a.name < b.name ? -1 : 1))
  .map(({ key, name }, index) => ({ key, quoted: `${index === 0 ? '{' : ','}${JSON.stringify(name)}:` }))
  .map(({ key, quoted }): Column => ({ key, quoted, quotedNull: `${quoted}null`, cell: null, text: '' }));

/** RFC 8785 of a row under its columns' names; a row with other keys than these is no row. */
function rowText(row: UnsealedRow, dataText: string): string {
  let text = '';
  for (const column of KEYS) {
    const { key } = column;
    const cell = row[key];
    if (cell === null) text += column.quotedNull;
    else if (key === 'data') text += column.quoted + dataText;
    else {
      if (cell !== column.cell) {
        column.text = column.quoted + canonicalJson(cell);
        column.cell = cell;
      }
      text += column.text;
    }
  }
  return text + '}';
}

/** Where a chain does not hold. */
export interface ChainBreak {
  readonly seq: number;
  readonly what: 'gap' | 'link' | 'content';
  readonly sentence: string;
}

/** Checks the rows of one run, in order of `seq`; null when every row follows from the one before. */
export function chainBreak(rows: readonly TraceRow[]): ChainBreak | null {
  let prevHash = GENESIS_HASH;
  for (const [index, row] of rows.entries()) {
    if (row.seq !== index + 1)
      return { seq: index + 1, what: 'gap', sentence: `Row ${String(index + 1)} is missing: row ${String(row.seq)} stands in its place.` };
    const broken = rowBreak(prevHash, row);
    if (broken !== null) return broken;
    prevHash = row.rowHash;
  }
  return null;
}

/** Checks one row by the hash of the one before it, `GENESIS_HASH` before the first. */
export function rowBreak(prevHash: Hash, row: TraceRow): ChainBreak | null {
  if (row.prevHash !== prevHash)
    return {
      seq: row.seq,
      what: 'link',
      sentence: `Row ${String(row.seq)} does not follow the row before it: one of the two was replaced.`,
    };
  const { rowHash } = row;
  return linkRow(prevHash, row).rowHash === rowHash
    ? null
    : { seq: row.seq, what: 'content', sentence: `Row ${String(row.seq)} was changed after it was written.` };
}
