import { isDuration, isList, isMap, isNumber, isTimestamp, isType, keysOf, own, type Value } from './cel-value.ts';
import type { Span } from './expression-fault.ts';
import { burn, textUnits, type Fuel } from './fuel.ts';

/** CEL's equality: numbers by value whatever their type, lists and maps by their elements, values of different types are never equal. */
export function isEqual(left: Value, right: Value, fuel: Fuel, span: Span): boolean {
  burn(fuel, 1, span);
  if (isNumber(left) && isNumber(right)) return left == right; // oxlint-disable-line eqeqeq -- exact between bigint and number
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) {
    if (typeof left === 'string') burn(fuel, textUnits(left.length), span);
    return left === right;
  }
  if (isList(left)) return isList(right) && sameLists(left, right, fuel, span);
  if (isList(right)) return false;
  if (left instanceof Uint8Array) return right instanceof Uint8Array && sameBytes(left, right, fuel, span);
  if (isTimestamp(left)) return isTimestamp(right) && left.nanos === right.nanos;
  if (isDuration(left)) return isDuration(right) && left.nanos === right.nanos;
  if (isType(left)) return isType(right) && left.name === right.name;
  if (!isMap(left) || !isMap(right)) return false;
  const keys = keysOf(left);
  if (keys.length !== keysOf(right).length) return false;
  return keys.every(key => {
    const [one, other] = [own(left, key), own(right, key)];
    return one !== undefined && other !== undefined && isEqual(one, other, fuel, span);
  });
}

const sameLists = (left: readonly Value[], right: readonly Value[], fuel: Fuel, span: Span): boolean =>
  left.length === right.length && left.every((one, index) => isEqual(one, right[index] ?? null, fuel, span));

function sameBytes(left: Uint8Array, right: Uint8Array, fuel: Fuel, span: Span): boolean {
  burn(fuel, textUnits(left.length), span);
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}
