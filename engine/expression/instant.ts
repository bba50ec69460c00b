import { ExpressionFault, type Span } from './expression-fault.ts';

const SECOND = 1_000_000_000n;
// The years 0001 to 9999, and 10,000 years either way: the ranges of google.protobuf.Timestamp and Duration.
const MIN_TIMESTAMP = -62_135_596_800n * SECOND;
const MAX_TIMESTAMP = 253_402_300_800n * SECOND - 1n;
const MAX_DURATION = 315_576_000_000n * SECOND;

export function checkedTimestamp(nanos: bigint, span: Span): bigint {
  if (nanos >= MIN_TIMESTAMP && nanos <= MAX_TIMESTAMP) return nanos;
  throw new ExpressionFault('This timestamp is outside the years 0001 to 9999.', span);
}

export function checkedDuration(nanos: bigint, span: Span): bigint {
  if (nanos >= -MAX_DURATION && nanos <= MAX_DURATION) return nanos;
  throw new ExpressionFault('This duration is longer than 10,000 years.', span);
}

const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9})\d*)?(?:[Zz]|([+-])(\d\d):(\d\d))$/;

/** Nanoseconds since 1970 of an RFC 3339 text; undefined when it is none. */
export function parseTimestamp(text: string): bigint | undefined {
  const match = RFC_3339.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', sign, offsetHour = '0', offsetMinute = '0'] = match;
  const atMs = Date.UTC(2000, Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  const date = new Date(atMs);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day)); // Date.UTC would read the years 0 to 99 as 19xx
  const isReal =
    date.getUTCMonth() === Number(month) - 1 &&
    date.getUTCDate() === Number(day) &&
    Number(hour) < 24 &&
    Number(minute) < 60 &&
    Number(second) < 60;
  if (!isReal || Number(offsetHour) > 23 || Number(offsetMinute) > 59) return undefined;
  const offset = BigInt((sign === '-' ? -1 : 1) * (Number(offsetHour) * 3600 + Number(offsetMinute) * 60));
  return (BigInt(date.getTime()) / 1000n - offset) * SECOND + BigInt(fraction.padEnd(9, '0'));
}

/** `2026-01-31T09:00:00.5Z`: UTC, no more digits than needed. */
export function timestampText(nanos: bigint): string {
  const seconds = floorDivide(nanos, SECOND);
  const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, 19).padStart(19, '0');
  return `${whole}${fractionText(nanos - seconds * SECOND)}Z`;
}

const UNITS: Readonly<Record<string, bigint>> = {
  h: 3600n * SECOND,
  m: 60n * SECOND,
  s: SECOND,
  ms: 1_000_000n,
  us: 1000n,
  µs: 1000n,
  ns: 1n,
};
const DURATION = /^([+-]?)((?:\d+(?:\.\d*)?|\.\d+)(?:h|ms|us|µs|ns|m|s))+$/;

/** Nanoseconds of `1h30m`, `-1.5s`, `300ms`; undefined for another text. Units as in Go: h, m, s, ms, us, ns. */
export function parseDuration(text: string): bigint | undefined {
  if (text.length > 128) return undefined;
  if (/^[+-]?0$/.test(text)) return 0n;
  const match = DURATION.exec(text);
  if (match === null) return undefined;
  let nanos = 0n;
  for (const [, whole = '', fraction = '', unit = 's'] of text.matchAll(/(\d*)(?:\.(\d*))?(h|ms|us|µs|ns|m|s)/g)) {
    const size = UNITS[unit] ?? SECOND;
    nanos += BigInt(whole === '' ? '0' : whole) * size + (BigInt(fraction.slice(0, 18).padEnd(18, '0')) * size) / 10n ** 18n;
  }
  return match[1] === '-' ? -nanos : nanos;
}

/** `3.5s`, as protobuf's JSON writes durations. */
export function durationText(nanos: bigint): string {
  const size = nanos < 0n ? -nanos : nanos;
  return `${nanos < 0n ? '-' : ''}${size / SECOND}${fractionText(size % SECOND)}s`;
}

const fractionText = (nanos: bigint): string => (nanos === 0n ? '' : '.' + String(nanos).padStart(9, '0').replace(/0+$/, ''));

export const floorDivide = (value: bigint, by: bigint): bigint => value / by - (value % by < 0n ? 1n : 0n);
