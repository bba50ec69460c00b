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

/** Names of what is hashed in RFC 8785's order, each with its colon; those before `data` and those after it. */
const HASHED = STORED_FIELDS.map((field, index) => ({ name: columnName(field), index }))
  .filter(({ index }) => index !== PREV && index !== HASH)
  .toSorted((a, b) => (a.name < b.name ? -1 : 1))
  .map(({ name, index }, place) => ({ index, quoted: `${place === 0 ? '{' : ','}"${name}":` }));
const DATA_PLACE = HASHED.findIndex(({ index }) => index === DATA);
const BEFORE_DATA = HASHED.slice(0, DATA_PLACE);
const DATA_NAME = HASHED[DATA_PLACE]?.quoted ?? '';
const AFTER_DATA = HASHED.slice(DATA_PLACE + 1);

/**
 * The hash that a stored row ought to have after `prevHash`, over its cells as they are; null when a cell is not what any engine writes.
 * Strict where reading is lenient: a key too many in `data`, a key twice, a space, a truth value of 2 are all seen.
 */
export type HashOfStored = (prevHash: string, row: StoredRow) => Hash | null;

/**
 * A hasher of stored rows, for rows one after another. It keeps the text of each column's last cell, since most columns of a run say the same
 * from row to row; and it hashes `data` as it stands and parses it only when that is not what was sealed: parsing takes longer than hashing.
 */
export function openStoredHasher(): HashOfStored {
  const lastCells: unknown[] = [];
  const lastTexts: string[] = [];
  const textOf = (cell: unknown, index: number): string => {
    if (cell === null) return 'null';
    if (typeof cell === 'number') return cellText(cell, index);
    if (cell !== lastCells[index]) {
      lastTexts[index] = cellText(cell, index);
      lastCells[index] = cell;
    }
    return lastTexts[index] ?? '';
  };
  return (prevHash, row) => {
    const data = row[DATA];
    if (typeof data !== 'string') return null;
    try {
      let before = '';
      for (const { index, quoted } of BEFORE_DATA) before += quoted + textOf(row[index], index);
      let after = '';
      for (const { index, quoted } of AFTER_DATA) after += quoted + textOf(row[index], index);
      const written = linkOf(prevHash, `${before}${DATA_NAME}${data}${after}}`);
      return written === row[HASH] ? written : linkOf(prevHash, `${before}${DATA_NAME}${canonicalData(data)}${after}}`);
    } catch (fault) {
      if (fault instanceof NotCanonicalError || fault instanceof SyntaxError || fault instanceof UnwrittenCell) return null;
      throw fault;
    }
  };
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
  // Written out, so that all rows have one shape: a loop over the fields takes three times as long.
  return {
    orgId: row[0],
    runId: row[1],
    seq: row[2],
    atUs: row[3],
    flowId: row[4],
    versionNo: row[5],
    versionHash: row[6],
    stepId: row[7],
    stepKind: row[8],
    visit: row[9],
    attempt: row[10],
    epoch: row[11],
    actor: row[12],
    skill: row[13],
    product: row[14],
    action: row[15],
    eventType: row[16],
    gateResult: row[17] === null ? null : row[17] === 1,
    humanOutcome: row[18],
    errorClass: row[19],
    errorCode: row[20],
    durationUs: row[21],
    contextHash: row[22],
    causedBy: row[23],
    kind: row[24],
    data: JSON.parse(storedData(row)) as unknown,
    prevHash: row[26],
    rowHash: row[27],
  } as unknown as TraceRow; // true for what an engine sealed, see above
}
