const MS = 1_000;
const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A length of time for a person, from microseconds: `under 1 ms`, `12 ms`, `3.4 s`, `2 min 10 s`, `2 d 4 h`. What is no length is a dash. */
export function formatDuration(us: number | null | undefined): string {
  if (us === null || us === undefined || !Number.isFinite(us) || us < 0) return '–';
  if (us === 0) return '0 ms';
  if (us < MS) return 'under 1 ms';
  if (us < 999.5 * MS) return `${Math.round(us / MS)} ms`;
  if (us < 9.95 * SECOND) return `${(us / SECOND).toFixed(1)} s`;
  if (us < 59.5 * SECOND) return `${Math.round(us / SECOND)} s`;
  if (us < HOUR - SECOND / 2) return twoUnits(us, MINUTE, 'min', SECOND, 's');
  if (us < DAY - MINUTE / 2) return twoUnits(us, HOUR, 'h', MINUTE, 'min');
  return twoUnits(us, DAY, 'd', HOUR, 'h');
}

function twoUnits(us: number, large: number, largeName: string, small: number, smallName: string): string {
  const smalls = Math.round(us / small);
  const perLarge = large / small;
  const rest = smalls % perLarge;
  const first = `${Math.floor(smalls / perLarge)} ${largeName}`;
  return rest === 0 ? first : `${first} ${rest} ${smallName}`;
}
