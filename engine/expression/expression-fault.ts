/** Where something stands in an expression: UTF-16 offsets, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Unwinds an evaluation; `evaluate` turns it into a problem. Never leaves `engine/expression`. */
export class ExpressionFault extends Error {
  override readonly name = 'ExpressionFault';
  readonly span: Span;
  /** The budget is used up: `&&`, `||` and the quantifiers may not overlook it. */
  readonly isFinal: boolean;
  constructor(message: string, span: Span, isFinal = false) {
    super(message);
    this.span = span;
    this.isFinal = isFinal;
  }
}

/** The value, or the fault that may be overlooked when another side settles the matter. */
export function attempt<Value>(run: () => Value): Value | ExpressionFault {
  try {
    return run();
  } catch (error) {
    if (error instanceof ExpressionFault && !error.isFinal) return error;
    throw error;
  }
}
