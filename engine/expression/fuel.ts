import { ExpressionFault, type Span } from './expression-fault.ts';

/**
 * What one evaluation may spend: one unit for each node run, one for each element compared, one for each 64 characters of text made or searched.
 * Spending it all takes 4 to 8 ms on an ordinary machine, 20 ms in the worst pattern of `matches` (`npm run bench:engine` shows both). Counted and not timed, so that the same expression on the same values always ends the same way.
 */
export const MAX_FUEL = 100_000;

/** What the templates of one value may spend together: a step's input with thousands of them cannot hold the engine up. */
export const MAX_SHARED_FUEL = 10 * MAX_FUEL;

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
