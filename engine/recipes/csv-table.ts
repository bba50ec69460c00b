import { CsvError, parse } from 'csv-parse/sync';
import { ok, refused, type Result } from '../base/result.ts';

/** Rows as they stand in the file, each cell a text, each row as long as the heading. */
export interface CsvTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly notes: readonly string[];
}

const DELIMITERS = [',', ';', '\t', '|'] as const;
const NAMES: Readonly<Record<string, string>> = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' };
const MAX_ROWS = 500_000;

/**
 * A table with a heading (RFC 4180, with the delimiter that its first lines show). Refused with a sentence when a row has more or fewer cells than the
 * heading, a heading stands twice, or a quote is left open: nobody knows then which cell is which. Empty lines are passed over.
 */
export function csvTable(text: string, wanted?: string): Result<CsvTable, string> {
  const delimiter = wanted ?? delimiterOf(text);
  const records = recordsOf(text, delimiter);
  if (!records.ok) return records;
  const [heading, ...rows] = records.value;
  if (heading === undefined) return refused('it holds no rows. It needs a heading in its first line.');
  const columns = heading.cells.map((name, index) => (name.trim() === '' ? `column_${String(index + 1)}` : name.trim()));
  const twice = columns.find((name, index) => columns.indexOf(name) !== index);
  if (twice !== undefined) return refused(`its heading has “${twice.slice(0, 80)}” twice. Give each column a name of its own.`);
  if (columns.includes('__proto__')) return refused('its heading has “__proto__”, which cannot be a name here. Rename the column.');
  const ragged = rows.filter(({ cells }) => cells.length !== columns.length);
  if (ragged.length > 0) return refused(raggedSentence(ragged, columns.length, delimiter));
  const unnamed = heading.cells.filter(name => name.trim() === '').length;
  return ok({
    columns,
    rows: rows.map(({ cells }) => cells),
    notes: [
      ...(wanted === undefined && delimiter !== ',' ? [`Its columns are divided by ${NAMES[delimiter] ?? delimiter}.`] : []),
      ...(unnamed === 0 ? [] : [`${unnamed === 1 ? 'A column' : `${String(unnamed)} columns`} without a heading got a name.`]),
    ],
  });
}

interface Line {
  readonly cells: readonly string[];
  /** From 1: where the row ends in the file. */
  readonly line: number;
}

function recordsOf(text: string, delimiter: string): Result<readonly Line[], string> {
  try {
    // true: what `info` makes of each row
    const rows = parse(text, {
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
      to: MAX_ROWS + 2,
    }) as unknown as readonly {
      readonly record: readonly string[];
      readonly info: { readonly lines: number };
    }[];
    if (rows.length > MAX_ROWS + 1)
      return refused(`it has more than ${MAX_ROWS.toLocaleString('en')} rows. Cut it, or put it into SQLite.`);
    return ok(rows.map(({ record, info }) => ({ cells: record, line: info.lines })));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = /at line (\d+)/.exec(error.message)?.[1] ?? (typeof error['lines'] === 'number' ? String(error['lines']) : null);
    const place = line === null ? '' : `near line ${line} `;
    return refused(
      error.code === 'CSV_QUOTE_NOT_CLOSED'
        ? `${place}a quote (") is opened and never closed. Close it, or write "" where a quote is meant.`
        : `${place}a quote (") stands where none belongs. Put the whole cell in quotes, and write "" for a quote in it.`,
    );
  }
}

function raggedSentence(ragged: readonly Line[], width: number, delimiter: string): string {
  const [first] = ragged;
  const others = ragged.length - 1;
  const more = others === 0 ? '' : ` So ${others === 1 ? 'has one more row' : `have ${String(others)} more rows`}.`;
  const cells = first?.cells.length ?? 0;
  return `line ${String(first?.line ?? 0)} has ${String(cells)} ${cells === 1 ? 'cell' : 'cells'} and the heading ${String(width)}.${more} Correct these rows (cells are divided by ${NAMES[delimiter] ?? delimiter}; a cell that holds one stands in quotes).`;
}

/** The one that the first lines hold most often, outside quotes. */
function delimiterOf(text: string): string {
  const start = text
    .slice(0, 65_536)
    .replace(/"(?:[^"]|"")*"/g, '')
    .split('\n', 10);
  const counted = DELIMITERS.map(delimiter => ({ delimiter, count: (start[0] ?? '').split(delimiter).length - 1 }));
  const best = counted.toSorted((a, b) => b.count - a.count)[0];
  return best === undefined || best.count === 0 ? ',' : best.delimiter;
}
