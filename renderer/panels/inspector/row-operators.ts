import { ROW_OPERATORS, type RowOperator } from '../../../engine/expression/condition.ts';
import type { Shape } from '../../../engine/expression/shape.ts';

export const OPERATOR_WORDS: Readonly<Record<RowOperator, string>> = {
  '==': 'is',
  '!=': 'is not',
  '<': 'is less than',
  '<=': 'is at most',
  '>': 'is more than',
  '>=': 'is at least',
  in: 'is one of',
  'not-in': 'is none of',
  contains: 'contains',
  'not-contains': 'does not contain',
  starts: 'begins with',
  ends: 'ends with',
  matches: 'matches the pattern',
  holds: 'holds',
  'not-holds': 'does not hold',
  there: 'is there',
  'not-there': 'is not there',
  true: 'is true',
  'not-true': 'is not true',
};

const EQUAL: readonly RowOperator[] = ['==', '!='];
const ORDER: readonly RowOperator[] = ['>=', '<=', '>', '<'];
const THERE: readonly RowOperator[] = ['there', 'not-there'];
const ONE_OF: readonly RowOperator[] = ['in', 'not-in'];

/** What can be said of a field of this shape, and what is said of it now. */
export function operatorsFor(shape: Shape, now: RowOperator): readonly RowOperator[] {
  const fitting = fittingOperators(shape);
  return fitting.includes(now) ? fitting : [now, ...fitting];
}

/** What can be said of a field of this shape, the likeliest first. */
export const fittingOperators = ({ kind }: Shape): readonly RowOperator[] => FITTING[kind] ?? ROW_OPERATORS;

const FITTING: Partial<Record<Shape['kind'], readonly RowOperator[]>> = {
  string: [...EQUAL, ...ONE_OF, 'contains', 'not-contains', 'starts', 'ends', 'matches', ...THERE],
  number: [...EQUAL, ...ORDER, ...ONE_OF, ...THERE],
  bool: ['true', 'not-true', ...EQUAL, ...THERE],
  list: ['holds', 'not-holds', ...EQUAL, ...THERE],
  map: ['holds', 'not-holds', ...THERE],
  timestamp: [...EQUAL, ...ORDER],
  duration: [...EQUAL, ...ORDER],
};

/** A list is asked for on the value side. */
export const takesList = (operator: RowOperator): boolean => operator === 'in' || operator === 'not-in';
