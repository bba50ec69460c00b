import type { Json } from '../base/json.ts';
import { ok, refused, type Result } from '../base/result.ts';
import type { StepError } from '../base/step-error.ts';
import { parseExpression } from '../expression/expression.ts';
import type { Step } from '../flow/flow.ts';
import type { Scope } from './step-work.ts';

/** What a step lifts into the context, by name, from its output and whatever else its `save` reads; the first expression that fails ends it. */
export async function valuesToSave(
  step: Step,
  output: Json,
  scope: Pick<Scope, 'evaluate'>,
): Promise<Result<readonly (readonly [string, Json])[], StepError>> {
  const values: (readonly [string, Json])[] = [];
  for (const [name, text] of Object.entries(step.kind === 'gate' ? {} : (step.save ?? {}))) {
    const parsed = parseExpression(text);
    if (!parsed.ok)
      return refused({
        class: 'expression_error',
        code: 'expression_does_not_parse',
        message: `${parsed.error.message} In save.${name}: “${text}”.`,
      });
    const value = await scope.evaluate(parsed.value, { output });
    if (!value.ok) return value;
    values.push([name, value.value]);
  }
  return ok(values);
}
