import { asInt, duration, inWords, isDuration, isList, isMap, isNumber, isTimestamp, own, timestamp, type Value } from './cel-value.ts';
import { isEqual } from './equal.ts';
import { ExpressionFault, type Span } from './expression-fault.ts';
import { burn, textUnits, type Fuel } from './fuel.ts';
import { checkedDuration, checkedTimestamp } from './instant.ts';
import { mapKey } from './map-key.ts';
import type { BinaryOperator } from './syntax-node.ts';

/** `left operator right`, or an `ExpressionFault` that says what does not go together. */
export function compute(operator: BinaryOperator, left: Value, right: Value, fuel: Fuel, span: Span): Value {
  switch (operator) {
    case '==':
      return isEqual(left, right, fuel, span);
    case '!=':
      return !isEqual(left, right, fuel, span);
    case '<':
      return order(left, right, fuel, span) < 0;
    case '<=':
      return order(left, right, fuel, span) <= 0;
    case '>':
      return order(left, right, fuel, span) > 0;
    case '>=':
      return order(left, right, fuel, span) >= 0;
    case 'in':
      return isIn(left, right, fuel, span);
    case '+':
      return add(left, right, fuel, span);
    case '-':
      return subtract(left, right, span);
    case '*':
    case '/':
    case '%':
      if (isNumber(left) && isNumber(right)) return arithmetic(operator, left, right, span);
      throw new ExpressionFault(`\`${operator}\` needs two numbers, but got ${inWords(left)} and ${inWords(right)}.`, span);
  }
}

/** Negative, zero or positive; NaN, which compares false with everything, when one side is NaN. */
function order(left: Value, right: Value, fuel: Fuel, span: Span): number {
  if (isNumber(left) && isNumber(right)) return left < right ? -1 : left > right ? 1 : left == right ? 0 : NaN; // oxlint-disable-line eqeqeq -- exact between bigint and number
  if (typeof left === 'string' && typeof right === 'string') {
    burn(fuel, textUnits(Math.min(left.length, right.length)), span);
    return orderOfTexts(left, right);
  }
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  if ((isTimestamp(left) && isTimestamp(right)) || (isDuration(left) && isDuration(right)))
    return left.nanos < right.nanos ? -1 : left.nanos > right.nanos ? 1 : 0;
  if (left instanceof Uint8Array && right instanceof Uint8Array) {
    burn(fuel, textUnits(Math.min(left.length, right.length)), span);
    const at = left.findIndex((byte, index) => byte !== right[index]);
    return at === -1 || at >= right.length ? left.length - right.length : (left[at] ?? 0) - (right[at] ?? 0);
  }
  throw new ExpressionFault(`${capital(inWords(left))} and ${inWords(right)} cannot be put in order.`, span);
}

/** By code points, as CEL has it; UTF-16 units would put 😀 before ﬀ. */
function orderOfTexts(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  let at = 0;
  while (at < length && left.charCodeAt(at) === right.charCodeAt(at)) at++;
  if (at === length) return left.length - right.length;
  // Where two pairs share their first half, the second half decides, and units are enough for it.
  return (left.codePointAt(at) ?? 0) - (right.codePointAt(at) ?? 0);
}

function isIn(value: Value, container: Value, fuel: Fuel, span: Span): boolean {
  if (isList(container)) return container.some(element => isEqual(value, element, fuel, span));
  if (!isMap(container)) throw new ExpressionFault(`\`in\` looks inside a list or an object, but got ${inWords(container)}.`, span);
  const key = mapKey(value);
  if (key === undefined) return false;
  burn(fuel, 1, span);
  return own(container, key) !== undefined;
}

function add(left: Value, right: Value, fuel: Fuel, span: Span): Value {
  if (isNumber(left) && isNumber(right)) return arithmetic('+', left, right, span);
  if (typeof left === 'string' && typeof right === 'string') {
    burn(fuel, textUnits(left.length + right.length), span);
    return left + right;
  }
  if (isList(left) && isList(right)) {
    burn(fuel, textUnits((left.length + right.length) * 8), span);
    return [...left, ...right];
  }
  if (left instanceof Uint8Array && right instanceof Uint8Array) {
    burn(fuel, textUnits(left.length + right.length), span);
    return Uint8Array.from([...left, ...right]);
  }
  if (isDuration(left) && isDuration(right)) return duration(checkedDuration(left.nanos + right.nanos, span));
  if (isTimestamp(left) && isDuration(right)) return timestamp(checkedTimestamp(left.nanos + right.nanos, span));
  if (isDuration(left) && isTimestamp(right)) return timestamp(checkedTimestamp(left.nanos + right.nanos, span));
  const hint =
    typeof left === 'string'
      ? ' Write string(…) around the second.'
      : typeof right === 'string'
        ? ' Write string(…) around the first.'
        : '';
  throw new ExpressionFault(`\`+\` cannot join ${inWords(left)} and ${inWords(right)}.${hint}`, span);
}

function subtract(left: Value, right: Value, span: Span): Value {
  if (isNumber(left) && isNumber(right)) return arithmetic('-', left, right, span);
  if (isTimestamp(left) && isTimestamp(right)) return duration(checkedDuration(left.nanos - right.nanos, span));
  if (isTimestamp(left) && isDuration(right)) return timestamp(checkedTimestamp(left.nanos - right.nanos, span));
  if (isDuration(left) && isDuration(right)) return duration(checkedDuration(left.nanos - right.nanos, span));
  throw new ExpressionFault(`\`-\` cannot take ${inWords(right)} from ${inWords(left)}.`, span);
}

type Arithmetic = '+' | '-' | '*' | '/' | '%';

function arithmetic(operator: Arithmetic, left: number | bigint, right: number | bigint, span: Span): number | bigint {
  if (operator === '%') return remainder(left, right, span);
  // A gate like `a / b > 0.7` would pass on Infinity: nothing divided by nothing is no answer here, whatever the type.
  if (operator === '/' && Number(right) === 0) throw new ExpressionFault('This divides by zero.', span);
  if (typeof left === 'bigint' && typeof right === 'bigint') return int64(ofInts(operator, left, right), span);
  return ofDoubles(operator, Number(left), Number(right));
}

function ofInts(operator: Exclude<Arithmetic, '%'>, left: bigint, right: bigint): bigint {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
  }
}

function ofDoubles(operator: Exclude<Arithmetic, '%'>, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
  }
}

function remainder(left: number | bigint, right: number | bigint, span: Span): bigint {
  const [whole, divisor] = [asInt(left), asInt(right)];
  if (whole === undefined || divisor === undefined) throw new ExpressionFault('`%` needs two whole numbers.', span);
  if (divisor === 0n) throw new ExpressionFault('This divides by zero.', span);
  return whole % divisor;
}

/** The value itself when it fits 64 bits. */
export function int64(value: bigint, span: Span): bigint {
  if (BigInt.asIntN(64, value) === value) return value;
  throw new ExpressionFault('This whole number is too large (more than 64 bits).', span);
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
