import type { Json } from '../../../engine/base/json.ts';
import { csvText } from '../../../engine/exports/csv.ts';
import { formatDuration } from '../../ui/format-duration.ts';
import { formatDate } from '../../ui/format-date.ts';
import { formatMoney } from '../../ui/format-money.ts';

const NUMBERS = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 });

/** Whether a column holds figures, which stand to the right: by its cells. */
export const isFigures = (rows: readonly (readonly Json[])[], column: number): boolean =>
  rows.length > 0 && rows.slice(0, 50).every(row => row[column] === null || typeof row[column] === 'number');

/** A cell as a table shows it, by the name of its column: times, money and durations in a person's words, everything else as it is. */
export function cellWords(column: string, cell: Json | undefined, nowUs: number): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell !== 'number') return typeof cell === 'string' ? cell : JSON.stringify(cell);
  if (column.endsWith('at_us')) return formatDate(cell, { nowUs });
  if (column.endsWith('micro_usd')) return formatMoney(cell);
  if (column.endsWith('_us')) return formatDuration(cell);
  return NUMBERS.format(cell);
}

/** A column's name in words, with what its words already say left out: `cost_micro_usd` → `Cost`, `at_us` → `When`. */
export function columnTitle(column: string): string {
  if (column === 'at_us') return 'When';
  const words = column
    .replace(/_(?:micro_usd|us|id|no)$/, '')
    .replaceAll('_', ' ')
    .trim();
  return words === '' ? column : words.charAt(0).toUpperCase() + words.slice(1);
}

/** A table as a file of commas (RFC 4180): every cell as the database has it. */
export const tableCsv = (columns: readonly string[], rows: readonly (readonly Json[])[]): string =>
  csvText(
    columns,
    rows.map(row => row.map(cell => (typeof cell === 'object' && cell !== null ? JSON.stringify(cell) : cell))),
  );
