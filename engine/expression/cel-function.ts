import type { TypeName, Value } from './cel-value.ts';
import type { Span } from './expression-fault.ts';
import type { Fuel } from './fuel.ts';

/** One way to call a function. A method's receiver is its first argument. Throws `ExpressionFault` when it cannot. */
export interface CelFunction {
  readonly name: string;
  /** Called as `receiver.name(…)`, or as `name(…)`. */
  readonly isMethod: boolean;
  readonly takes: readonly Taken[];
  readonly gives: TypeName | 'any';
  run(args: readonly Value[], span: Span, fuel: Fuel): Value;
}

/** `number` is any number, `int` a whole one. */
export type Taken = TypeName | 'number' | 'any';
