import { isJsonObject, type Json } from '../base/json.ts';
import { neverHere } from '../base/never-here.ts';
import { parseJson } from '../base/parse-json.ts';
import { ok, refused, type Result } from '../base/result.ts';
import { MAX_SLICE_BYTES } from '../packet/packet.ts';
import type { ReadAs, TextEncoding } from '../packet/slice-source.ts';
import { csvTable, type CsvTable } from './csv-table.ts';
import { decodeText } from './decode-text.ts';
import { documentKind, unreadableKind, type DocumentKind } from './document-kind.ts';

/** What a document says, and what reading it had to decide, as sentences. */
export interface ReadValue {
  readonly value: Json;
  readonly notes: readonly string[];
}

export interface ReadingWish {
  readonly as?: ReadAs | undefined;
  readonly encoding?: TextEncoding | undefined;
  /** True when the contract asks for a text: JSON and CSV files stay as they are written then. */
  readonly wantsText: boolean;
}

/** What a document says: a text, or the value of a JSON or CSV file. Refused with a sentence that goes on after the file's name. */
export async function readDocument(fileName: string, bytes: Uint8Array, wish: ReadingWish): Promise<Result<ReadValue, string>> {
  if (bytes.length === 0) return refused('it is empty (0 bytes). Put the text into it, or take the slice out.');
  const foreign = unreadableKind(bytes);
  if (foreign !== null) return refused(foreign);
  const asked = wish.as ?? 'auto';
  const kind = asked === 'auto' ? documentKind(fileName, bytes) : asked;
  const read = await readKind(kind, bytes, wish, asked === 'auto');
  if (!read.ok) return read;
  return read.value.value === '' ? refused('it holds no text.') : read;
}

async function readKind(kind: DocumentKind, bytes: Uint8Array, wish: ReadingWish, isFound: boolean): Promise<Result<ReadValue, string>> {
  // Loaded when the first document of their kind comes: together they are 4 MB of code.
  if (kind === 'pdf') return valueOf(await (await import('./read-pdf.ts')).readPdf(bytes));
  if (kind === 'docx') return valueOf(await (await import('./read-docx.ts')).readDocx(bytes));
  const decoded = decodeText(bytes, wish.encoding);
  if (!decoded.ok) return decoded;
  const { text, notes } = decoded.value;
  const asText = ok({ value: text, notes });
  switch (kind) {
    case 'text':
    case 'markdown':
      return asText;
    case 'html':
      return ok({ value: (await import('./read-html.ts')).readHtml(text), notes });
    case 'json':
      return isFound && wish.wantsText ? asText : withNotes(readJsonText(text), notes);
    case 'csv':
      return isFound && wish.wantsText ? asText : withNotes(rowsOf(csvTable(text)), notes);
    default:
      return neverHere(kind);
  }
}

const valueOf = (read: Result<{ readonly text: string; readonly notes: readonly string[] }, string>): Result<ReadValue, string> =>
  read.ok ? ok({ value: read.value.text, notes: read.value.notes }) : read;

const withNotes = (read: Result<ReadValue, string>, notes: readonly string[]): Result<ReadValue, string> =>
  read.ok ? ok({ value: read.value.value, notes: [...notes, ...read.value.notes] }) : read;

const rowsOf = (table: Result<CsvTable, string>): Result<ReadValue, string> =>
  table.ok ? ok({ value: tableRows(table.value), notes: table.value.notes }) : table;

/** Rows as objects by heading. */
export const tableRows = ({ columns, rows }: Pick<CsvTable, 'columns' | 'rows'>): Json[] =>
  rows.map(row => Object.fromEntries(columns.map((name, index) => [name, row[index] ?? ''])));

/** A JSON text's value, or where it is wrong. */
export function readJsonText(text: string): Result<ReadValue, string> {
  const read = parseJson(text, { maxBytes: MAX_SLICE_BYTES });
  if (read.ok) return ok({ value: read.value, notes: [] });
  const { line, column, message } = read.error;
  return refused(`it is not JSON: line ${String(line)}, column ${String(column)}: ${message}`);
}

/** What a JSON Pointer (RFC 6901) names in a value; a sentence that goes on after the source's name when there is nothing. */
export function pointedAt(value: Json, pointer: string | undefined): Result<Json, string> {
  let found: Json = value;
  for (const part of (pointer ?? '').split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const next: Json | undefined = Array.isArray(found)
      ? /^(?:0|[1-9]\d*)$/.test(key)
        ? (found as readonly Json[])[Number(key)] // true: an array inside JSON
        : undefined
      : isJsonObject(found) && Object.hasOwn(found, key)
        ? found[key]
        : undefined;
    if (next === undefined) return refused(`it has nothing at ${pointer ?? ''}: “${key.slice(0, 80)}” is not there.`);
    found = next;
  }
  return ok(found);
}
