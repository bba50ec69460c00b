import { isDuration, isTimestamp, type Value } from './cel-value.ts';
import { ExpressionFault, type Span } from './expression-fault.ts';
import type { CelFunction } from './cel-function.ts';
import { floorDivide } from './instant.ts';

/** Parts of an instant on the clock of one place. */
const TIMESTAMP_PARTS: Readonly<Record<string, (local: Date) => number>> = {
  getFullYear: local => local.getUTCFullYear(),
  /** From 0, as CEL has it. */
  getMonth: local => local.getUTCMonth(),
  /** From 1. */
  getDate: local => local.getUTCDate(),
  /** From 0. */
  getDayOfMonth: local => local.getUTCDate() - 1,
  /** 0 is Sunday. */
  getDayOfWeek: local => local.getUTCDay(),
  /** From 0. */
  getDayOfYear: local => Math.floor((local.getTime() - Date.UTC(local.getUTCFullYear(), 0, 1)) / 86_400_000),
  getHours: local => local.getUTCHours(),
  getMinutes: local => local.getUTCMinutes(),
  getSeconds: local => local.getUTCSeconds(),
  getMilliseconds: local => local.getUTCMilliseconds(),
};

const DURATION_PARTS: Readonly<Record<string, (nanos: bigint) => bigint>> = {
  getHours: nanos => nanos / 3_600_000_000_000n,
  getMinutes: nanos => nanos / 60_000_000_000n,
  getSeconds: nanos => nanos / 1_000_000_000n,
  getMilliseconds: nanos => (nanos % 1_000_000_000n) / 1_000_000n,
};

/** Methods of timestamps (with an optional time zone: a name such as "Europe/Paris", or an offset such as "+02:00") and of durations. */
export const TIME_FUNCTIONS: readonly CelFunction[] = [
  ...Object.entries(TIMESTAMP_PARTS).flatMap(([name, part]): CelFunction[] => [
    { name, isMethod: true, takes: ['timestamp'], gives: 'int', run: ([at = null], span) => BigInt(part(localDate(at, 'UTC', span))) },
    {
      name,
      isMethod: true,
      takes: ['timestamp', 'string'],
      gives: 'int',
      run: ([at = null, zone = null], span) => BigInt(part(localDate(at, typeof zone === 'string' ? zone : 'UTC', span))),
    },
  ]),
  ...Object.entries(DURATION_PARTS).map(([name, part]): CelFunction => ({
    name,
    isMethod: true,
    takes: ['duration'],
    gives: 'int',
    run: ([length = null]) => (isDuration(length) ? part(length.nanos) : 0n),
  })),
];

/** A date whose UTC parts are what the clock in `zone` shows. */
function localDate(at: Value, zone: string, span: Span): Date {
  const atMs = isTimestamp(at) ? Number(floorDivide(at.nanos, 1_000_000n)) : 0;
  if (zone === 'UTC' || zone === 'Z') return new Date(atMs);
  const offset = /^([+-]?)(\d\d):(\d\d)$/.exec(zone);
  if (offset !== null) return new Date(atMs + (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3])) * 60_000);
  return new Date(Date.parse(clockText(atMs, zone, span)));
}

function clockText(atMs: number, zone: string, span: Span): string {
  try {
    // Swedish writes dates as ISO 8601 does: 2026-01-31 10:00:00.
    const text = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(atMs);
    const millis = String(((atMs % 1000) + 1000) % 1000).padStart(3, '0');
    return `${text.replace(' ', 'T')}.${millis}Z`;
  } catch {
    throw new ExpressionFault(`“${zone.slice(0, 40)}” is no time zone; write one like "Europe/Paris" or "+02:00".`, span);
  }
}
