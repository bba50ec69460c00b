import { utf8Length } from '../base/canonical-json.ts';
import type { Json } from '../base/json.ts';
import { recent } from '../base/recent.ts';
import { ok, refused, type Result } from '../base/result.ts';
import { ExpressionFault } from './expression-fault.ts';
import { MAX_FUEL, type Fuel } from './fuel.ts';
import { parseSyntax } from './parse-syntax.ts';
import { readsOf, type Read, type ReadPath } from './read-paths.ts';
import { runNode } from './run-node.ts';
import type { SyntaxNode } from './syntax-node.ts';
import { toJson } from './to-json.ts';

/** The language and its meaning; pinned in each version of a flow. */
export const EXPRESSION_PROFILE = 'atelier-cel/1';
export const MAX_EXPRESSION_BYTES = 4096;

/** What is wrong, as an operator understands it, and where: UTF-16 offsets in the expression, `end` exclusive. */
export interface ExpressionProblem {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

export interface Expression {
  readonly text: string;
  /** Each path once, in the order of the text: members and constant indexes from a variable on, up to the first that is computed. */
  readonly reads: readonly ReadPath[];
  /** Each place that reads, with its span. */
  readonly places: readonly Read[];
  readonly tree: SyntaxNode;
}

/** By root: packet, context, steps, run; in a match also event and payload; in save also output. */
export type Variables = Readonly<Record<string, Json>>;

const lastParsed = recent<Result<Expression, ExpressionProblem>>(2000);

/** Parses CEL in the profile `atelier-cel/1`: at most 4,096 bytes, 500 nodes, 100 levels. The last 2,000 texts are remembered. */
export const parseExpression = (text: string): Result<Expression, ExpressionProblem> => lastParsed(text, () => parse(text));

/**
 * The value of an expression as JSON. Numbers from JSON mix with the ints of CEL; a whole one serves where an int is asked for.
 * Refused, and neither true nor false: a missing field, operands that do not go together, a result that JSON has no word for,
 * and more work than `MAX_FUEL`. Only own properties are read. `purse` is what several evaluations share; what this one used is taken from it.
 */
export function evaluate(expression: Expression, variables: Variables, purse: Fuel = { left: MAX_FUEL }): Result<Json, ExpressionProblem> {
  const allowed = Math.min(MAX_FUEL, purse.left);
  const fuel = { left: allowed };
  try {
    return ok(toJson(runNode(expression.tree, { text: expression.text, variables, fuel, local: null }), fuel, expression.tree));
  } catch (error) {
    return refused(problemOf(error));
  } finally {
    purse.left -= allowed - fuel.left;
  }
}

function parse(text: string): Result<Expression, ExpressionProblem> {
  if (text.length > MAX_EXPRESSION_BYTES || utf8Length(text) > MAX_EXPRESSION_BYTES)
    return refused({ message: 'An expression may have 4,096 bytes at most; do more of it in a skill.', start: 0, end: text.length });
  try {
    const tree = parseSyntax(text);
    const places = readsOf(tree);
    return ok({ text, tree, places, reads: [...new Map(places.map(({ path }) => [JSON.stringify(path), path])).values()] });
  } catch (error) {
    return refused(problemOf(error));
  }
}

function problemOf(error: unknown): ExpressionProblem {
  if (!(error instanceof ExpressionFault)) throw error;
  return { message: error.message, start: error.span.start, end: error.span.end };
}
