/** One JSON document, nothing else on standard output. */
export const printJson = (value: unknown): void => print(JSON.stringify(value, null, 2));

export const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** Columns padded to their widest cell; numbers to the right. Only the last column, where sentences stand, is never cut. */
export function printTable(columns: readonly string[], rows: readonly (readonly unknown[])[]): void {
  const cells = rows.map(row =>
    row.map((cell, index) =>
      cell === null || cell === undefined
        ? ''
        : typeof cell === 'object'
          ? JSON.stringify(cell)
          : String(cell as string | number | boolean)
              .replaceAll('\n', ' ')
              .slice(0, index === columns.length - 1 ? undefined : 120),
    ),
  );
  const widths = columns.map((column, index) => Math.max(column.length, ...cells.map(row => row[index]?.length ?? 0)));
  const right = columns.map((_, index) => rows.length > 0 && rows.every(row => row[index] === null || typeof row[index] === 'number'));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, index) => (right[index] === true ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0)))
      .join('  ')
      .trimEnd();
  print(line(columns));
  print(line(widths.map(width => '─'.repeat(Math.min(width, 120)))));
  for (const row of cells) print(line(row));
}
