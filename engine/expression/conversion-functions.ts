import { duration, isDuration, isList, isTimestamp, isMap, keysOf, timestamp, typeName, typeValue, type Value } from './cel-value.ts';
import { int64 } from './compute.ts';
import { ExpressionFault, type Span } from './expression-fault.ts';
import type { CelFunction } from './cel-function.ts';
import { burn, textUnits } from './fuel.ts';
import { checkedDuration, checkedTimestamp, durationText, floorDivide, parseDuration, parseTimestamp, timestampText } from './instant.ts';

const plain = (name: string, takes: CelFunction['takes'], gives: CelFunction['gives'], run: CelFunction['run']): CelFunction => ({
  name,
  isMethod: false,
  takes,
  gives,
  run,
});

/** Functions from one type to another: int, double, string, bool, bytes, timestamp, duration, dyn, type. */
export const CONVERSIONS: readonly CelFunction[] = [
  plain('int', ['any'], 'int', ([value = null], span) => toInt(value, span)),
  plain('double', ['any'], 'double', ([value = null], span) => toDouble(value, span)),
  plain('string', ['any'], 'string', ([value = null], span) => toText(value, span)),
  plain('bool', ['any'], 'bool', ([value = null], span) => toBool(value, span)),
  plain('bytes', ['any'], 'bytes', ([value = null], span, fuel) => {
    if (value instanceof Uint8Array) return value;
    if (typeof value !== 'string') throw cannot('bytes', value, span);
    burn(fuel, textUnits(value.length * 4), span);
    return utf8(value);
  }),
  plain('timestamp', ['any'], 'timestamp', ([value = null], span) => toTimestamp(value, span)),
  plain('duration', ['any'], 'duration', ([value = null], span) => toDuration(value, span)),
  plain('dyn', ['any'], 'any', ([value = null]) => value),
  plain('type', ['any'], 'type', ([value = null]) => typeValue(typeOf(value))),
];

/** The name that `type(x)` compares by; timestamps and durations have their protobuf names. */
function typeOf(value: Value): string {
  const name = typeName(value);
  if (name === 'null') return 'null_type';
  return name === 'timestamp' || name === 'duration' ? `google.protobuf.${name === 'timestamp' ? 'Timestamp' : 'Duration'}` : name;
}

function toInt(value: Value, span: Span): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return int64(BigInt(Math.trunc(value)), span);
  if (typeof value === 'string' && /^[+-]?\d{1,20}$/.test(value)) return int64(BigInt(value.replace('+', '')), span);
  if (isTimestamp(value)) return floorDivide(value.nanos, 1_000_000_000n);
  throw cannot('int', value, span);
}

function toDouble(value: Value, span: Span): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'string' && /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(value)) return Number(value);
  throw cannot('double', value, span);
}

function toText(value: Value, span: Span): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'boolean':
    case 'bigint':
    case 'number':
      return String(value);
    default:
      if (value instanceof Uint8Array) return textOf(value, span);
      if (value !== null && isTimestamp(value)) return timestampText(value.nanos);
      if (value !== null && isDuration(value)) return durationText(value.nanos);
      throw cannot('string', value, span);
  }
}

const TRUE: ReadonlySet<string> = new Set(['1', 't', 'true', 'TRUE', 'True']);
const FALSE: ReadonlySet<string> = new Set(['0', 'f', 'false', 'FALSE', 'False']);

function toBool(value: Value, span: Span): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string' && TRUE.has(value)) return true;
  if (typeof value === 'string' && FALSE.has(value)) return false;
  throw cannot('bool', value, span);
}

function toTimestamp(value: Value, span: Span): Value {
  if (isTimestamp(value)) return value;
  const nanos = typeof value === 'string' ? parseTimestamp(value) : seconds(value);
  if (nanos !== undefined) return timestamp(checkedTimestamp(nanos, span));
  throw new ExpressionFault(`${shown(value)} is no date and time; write one like "2026-01-31T09:00:00Z".`, span);
}

const seconds = (value: Value): bigint | undefined =>
  typeof value === 'bigint' || (typeof value === 'number' && Number.isSafeInteger(value)) ? BigInt(value) * 1_000_000_000n : undefined;

function toDuration(value: Value, span: Span): Value {
  if (isDuration(value)) return value;
  const nanos = typeof value === 'string' ? parseDuration(value) : seconds(value);
  if (nanos !== undefined) return duration(checkedDuration(nanos, span));
  throw new ExpressionFault(`${shown(value)} is no duration; write one like "1h30m" or "90s".`, span);
}

const cannot = (to: string, value: Value, span: Span): ExpressionFault => new ExpressionFault(`${shown(value)} cannot become ${to}.`, span);

function shown(value: Value): string {
  if (typeof value === 'string') return value.length > 40 ? JSON.stringify(value.slice(0, 40) + '…') : JSON.stringify(value);
  if (isList(value)) return `A list of ${value.length}`;
  if (isMap(value)) return `An object with ${keysOf(value).length} fields`;
  return value === null || typeof value !== 'object' ? String(value) : `A ${typeName(value)}`;
}

/** UTF-8 without the platform's encoder, which the pure floors do not name. */
function utf8(text: string): Uint8Array {
  const escaped = encodeURIComponent(text.toWellFormed());
  const bytes: number[] = [];
  for (let at = 0; at < escaped.length; at++) {
    if (escaped.charAt(at) === '%') {
      bytes.push(Number.parseInt(escaped.slice(at + 1, at + 3), 16));
      at += 2;
    } else bytes.push(escaped.charCodeAt(at));
  }
  return Uint8Array.from(bytes);
}

function textOf(bytes: Uint8Array, span: Span): string {
  try {
    return decodeURIComponent(Array.from(bytes, byte => '%' + byte.toString(16).padStart(2, '0')).join(''));
  } catch {
    throw new ExpressionFault('These bytes are not UTF-8 text.', span);
  }
}
