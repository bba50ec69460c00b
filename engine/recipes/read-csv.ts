import type { Json } from '../base/json.ts';
import { ok, refused, type Result } from '../base/result.ts';
import type { SourceOf } from '../packet/slice-source.ts';
import { csvTable, type CsvTable } from './csv-table.ts';
import { decodeText } from './decode-text.ts';
import { tableRows } from './read-document.ts';
import { fileOrigin, type SourceReading } from './source-reading.ts';
import type { SourceRoot } from './source-root.ts';

/** Rows or one column of a CSV file, all or the first, as far as they hold what is asked for. */
export async function readCsv(source: SourceOf<'csv'>, root: SourceRoot): Promise<Result<SourceReading, string>> {
  const { path, delimiter, encoding } = source;
  const file = await root.read(path);
  if (!file.ok) return file;
  if (file.value.content.length === 0) return refused(`${path} is empty (0 bytes). It needs a heading in its first line, and rows.`);
  const text = decodeText(file.value.content, encoding);
  if (!text.ok) return refused(`${path} cannot be read: ${text.error}`);
  const table = csvTable(text.value.text, delimiter);
  if (!table.ok) return refused(`${path} cannot be read: ${table.error}`);
  const picked = pick(table.value, source);
  return picked.ok
    ? ok({ value: picked.value, origin: fileOrigin('csv', file.value, [...text.value.notes, ...table.value.notes]) })
    : refused(`${path}: ${picked.error}`);
}

function pick({ columns, rows }: CsvTable, { column, where, take }: SourceOf<'csv'>): Result<Json, string> {
  const missing = [column, where?.column].find(name => name !== undefined && !columns.includes(name));
  if (missing !== undefined)
    return refused(`it has no column “${missing}”. Its columns are ${columns.map(name => `“${name}”`).join(', ')}.`);
  const found = where === undefined ? rows : rows.filter(row => row[columns.indexOf(where.column)] === where.equals);
  const values: readonly Json[] =
    column === undefined ? tableRows({ columns, rows: found }) : found.map(row => row[columns.indexOf(column)] ?? '');
  if (take !== 'first') return ok(values);
  const [first] = values;
  return first === undefined
    ? refused(where === undefined ? 'it has a heading and no rows.' : `no row has “${where.equals}” in the column “${where.column}”.`)
    : ok(first);
}
