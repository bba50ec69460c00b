export type CsvCell = string | number | boolean | null;

/**
 * RFC 4180: a header, CRLF after every line, quotes where a cell needs them. Null is an empty cell, a truth value 1 or 0 as in the database.
 *
 * A text that begins with `=`, `+`, `-`, `@`, a tab or a line break gets an apostrophe before it: spreadsheets would take it for a formula and
 * run it (https://owasp.org/www-community/attacks/CSV_Injection). Numbers are left as they are. No id, hash or JSON text begins so.
 */
export function csvText(columns: readonly string[], rows: Iterable<readonly CsvCell[]>): string {
  const lines = [columns.map(written).join(',')];
  for (const row of rows) lines.push(row.map(written).join(','));
  return `${lines.join('\r\n')}\r\n`;
}

function written(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'boolean') return cell ? '1' : '0';
  if (typeof cell === 'number') return String(cell);
  const harmless = /^[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
