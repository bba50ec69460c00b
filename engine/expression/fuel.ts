import { ExpressionFault, type Span } from './expression-fault.ts';

/**
 * What one evaluation may spend: one unit for each node run, one for each element compared, one for each 64 characters of text made or searched.
 * Spending it all takes about 5 ms on an ordinary machine. Counted and not timed, so that the same expression on the same values always ends the same way.
 */
export const MAX_FUEL = 200_000;

export interface Fuel {
  left: number;
}

export function burn(fuel: Fuel, units: number, span: Span): void {
  fuel.left -= units;
  if (fuel.left < 0)
    throw new ExpressionFault('This expression does too much work on these values; narrow it, or do it in a skill.', span, true);
}

/** The cost of touching `length` characters or bytes. */
export const textUnits = (length: number): number => Math.ceil(length / 64);
