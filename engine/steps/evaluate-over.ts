import type { Json, JsonObject } from '../base/json.ts';
import { ok, refused, type Result } from '../base/result.ts';
import type { StepError } from '../base/step-error.ts';
import { evaluate, type Expression } from '../expression/expression.ts';
import { resolveTemplates } from '../expression/template.ts';
import type { TemplateProblem } from '../expression/template.ts';

/** The value of an expression over what it may read; a problem is told as a step's error. */
export function evaluateOver(expression: Expression, variables: JsonObject): Result<Json, StepError> {
  const value = evaluate(expression, variables);
  return value.ok
    ? ok(value.value)
    : refused({
        class: 'expression_error',
        code: 'expression_failed',
        message: `${value.error.message} In “${expression.text.trim().slice(0, 200)}”.`,
      });
}

/** `value` with its templates filled in; `field` names it in a problem. */
export function resolveOver(value: Json, field: string, variables: JsonObject): Result<Json, StepError> {
  const resolved = resolveTemplates(value, variables);
  return resolved.ok ? ok(resolved.value) : refused(templateError(field, resolved.error));
}

/** A template's problem as a step's error, with its place in the step's form. */
export const templateError = (field: string, { path, message }: Pick<TemplateProblem, 'path' | 'message'>): StepError => ({
  class: 'expression_error',
  code: 'template_failed',
  message: `${message} In ${field}${path.replaceAll('/', '.')}.`,
});
