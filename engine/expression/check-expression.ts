import { refused, ok, type Result } from '../base/result.ts';
import { parseExpression, type Expression, type ExpressionProblem } from './expression.ts';
import type { Finding } from './finding.ts';
import { inferShape } from './infer-shape.ts';
import type { Shape, Shapes } from './shape.ts';

/** An expression that may be run, with what is known of its value and what looks wrong all the same. */
export interface CheckedExpression {
  readonly expression: Expression;
  readonly shape: Shape;
  readonly warnings: readonly ExpressionProblem[];
}

/**
 * Parses `text` and holds it against what is known before a run: the names it may use (`roots`) and the shapes of their values where a schema
 * declares them. Refused with every error, in the order of the text; what may be meant so (a field that an open schema does not mention) is a warning.
 */
export function checkExpression(
  text: string,
  roots: readonly string[],
  shapes: Shapes = {},
): Result<CheckedExpression, readonly ExpressionProblem[]> {
  const parsed = parseExpression(text);
  if (!parsed.ok) return refused([parsed.error]);
  const findings: Finding[] = [];
  const shape = inferShape(parsed.value, { roots, shapes, findings });
  const problems = (severity: Finding['severity']): ExpressionProblem[] =>
    findings
      .filter(finding => finding.severity === severity)
      .map(({ message, start, end }) => ({ message, start, end }))
      .toSorted((a, b) => a.start - b.start);
  const errors = problems('error');
  return errors.length > 0 ? refused(errors) : ok({ expression: parsed.value, shape, warnings: problems('warning') });
}
