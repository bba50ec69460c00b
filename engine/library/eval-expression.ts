import { evaluate, parseExpression, type ExpressionProblem } from '../expression/expression.ts';
import type { Json, JsonObject } from '../base/json.ts';
import type { Result } from '../base/result.ts';

/** The value of an expression over variables, e.g. `context.score >= 0.7` over `{ context: { score: 1 } }`; or what is wrong, and where. */
export function evalExpression(text: string, variables: JsonObject): Result<Json, ExpressionProblem> {
  const parsed = parseExpression(text);
  return parsed.ok ? evaluate(parsed.value, variables) : parsed;
}
