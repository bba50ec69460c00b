const UNITS = ['B', 'KB', 'MB', 'GB'] as const;

/** A size for a person: `412 B`, `12 KB`, `3.4 MB`. A unit is 1,024 of the one before. */
export function formatBytes(bytes: number | null | undefined): string {
  if (bytes === null || bytes === undefined || !Number.isFinite(bytes) || bytes < 0) return '–';
  let size = bytes;
  let unit = 0;
  while (size >= 1023.5 && unit < UNITS.length - 1) {
    size /= 1024;
    unit += 1;
  }
  const digits = unit > 0 && size < 9.95 ? size.toFixed(1) : String(Math.round(size));
  return `${digits} ${UNITS[unit] ?? 'B'}`;
}
