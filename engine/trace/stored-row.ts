import { canonicalJson, NotCanonicalError } from '../base/canonical-json.ts';
import { columnName } from '../base/column-name.ts';
import type { Hash } from '../base/hash.ts';
import { sha256Hex } from '#sha256';
import { RowColumns, type TraceRow } from './trace-row.ts';

/** Fields of a row in the order of its columns in the database. */
export const STORED_FIELDS = [...Object.keys(RowColumns.shape), 'kind', 'data', 'prevHash', 'rowHash'];

/** A row as a database has it, cell by cell in the order of `STORED_FIELDS`: nothing is trusted, nothing is put right. */
export type StoredRow = readonly unknown[];

const indexOf = (field: string): number => STORED_FIELDS.indexOf(field);
const RUN_ID = indexOf('runId');
const SEQ = indexOf('seq');
const DATA = indexOf('data');
const GATE = indexOf('gateResult');
const PREV = indexOf('prevHash');
const HASH = indexOf('rowHash');

export const storedRunId = (row: StoredRow): string => String(row[RUN_ID]);
export const storedSeq = (row: StoredRow): number => Number(row[SEQ]);
export const storedPrevHash = (row: StoredRow): string => String(row[PREV]);
export const storedHash = (row: StoredRow): string => String(row[HASH]);
export const storedData = (row: StoredRow): string => String(row[DATA]);

/** Names of what is hashed in RFC 8785's order, each with its colon. */
const HASHED = STORED_FIELDS.map((field, index) => ({ name: columnName(field), index }))
  .filter(({ index }) => index !== PREV && index !== HASH)
  .toSorted((a, b) => (a.name < b.name ? -1 : 1))
  .map(({ name, index }, place) => ({ index, quoted: `${place === 0 ? '{' : ','}"${name}":` }));

/**
 * The hash that a stored row ought to have after `prevHash`, over its cells as they are; null when a cell is not what any engine writes.
 * Strict where reading is lenient: a key too many in `data`, a key twice, a space, a truth value of 2 are all seen.
 */
export function hashOfStored(prevHash: string, row: StoredRow): Hash | null {
  const data = row[DATA];
  if (typeof data !== 'string') return null;
  try {
    let before = '';
    let after = '';
    for (const { index, quoted } of HASHED) {
      // `data` stands third among the names in order: all after it is the same for either form of it.
      if (index === DATA) {
        before += quoted;
        after = ' ';
      } else if (after === '') before += quoted + cellText(row[index], index);
      else after += quoted + cellText(row[index], index);
    }
    after = `${after.slice(1)}}`;
    const written = linkOf(prevHash, before + data + after);
    // What was hashed is the text itself where it is canonical; parsing it to see takes longer than hashing it.
    return written === row[HASH] ? written : linkOf(prevHash, before + canonicalData(data) + after);
  } catch (fault) {
    if (fault instanceof NotCanonicalError || fault instanceof SyntaxError || fault instanceof UnwrittenCell) return null;
    throw fault;
  }
}

const linkOf = (prevHash: string, rowText: string): Hash =>
  `sha256:${sha256Hex(`\u0002${prevHash}${sha256Hex(`\u0000${rowText}`)}`)}` as Hash; // true: sha256Hex gives 64 hex digits

/** Unwinds the reading of one row; never leaves this file. */
class UnwrittenCell extends Error {}

function canonicalData(text: string): string {
  const parsed: unknown = JSON.parse(text);
  const canonical = canonicalJson(parsed);
  if (canonical !== text && JSON.stringify(parsed) !== text) throw new UnwrittenCell();
  return canonical;
}

function cellText(cell: unknown, index: number): string {
  if (cell === null) return 'null';
  if (index === GATE) {
    if (cell !== 0 && cell !== 1) throw new UnwrittenCell();
    return cell === 1 ? 'true' : 'false';
  }
  if (typeof cell === 'number' && !Number.isSafeInteger(cell)) throw new UnwrittenCell();
  return canonicalJson(cell);
}

/**
 * The row that the cells stand for, for a row whose hash is right: its form was checked by the engine that sealed it, and checking it again by
 * schema takes twice as long as all else (8 µs a row). Somebody who made the chain anew may have given it any form: then folding it throws.
 */
export function rowOfSealed(row: StoredRow): TraceRow {
  const fields: Record<string, unknown> = {};
  for (const [index, field] of STORED_FIELDS.entries()) fields[field] = row[index];
  fields['data'] = JSON.parse(storedData(row));
  fields['gateResult'] = row[GATE] === null ? null : row[GATE] === 1;
  return fields as unknown as TraceRow; // true for what an engine sealed, see above
}
