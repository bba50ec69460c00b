import type { Json } from '../../base/json.ts';
import { ok, refused, type Result } from '../../base/result.ts';
import type { StepError } from '../../base/step-error.ts';
import { parseExpression } from '../../expression/expression.ts';
import type { StepOf } from '../../flow/flow.ts';
import { readValues } from '../read-values.ts';
import { completed, failed, type Scope, type StepOutcome, type StepWork } from '../step-work.ts';

/** Evaluates the expression, asking nobody, and notes every path it read with its value, so that the trace says why. An error is neither true nor false. */
export const gateWork: StepWork<'gate'> = {
  prepare: () => Promise.resolve(ok(null)),
  serve: evaluated,
  work: evaluated,
};

async function evaluated({ step, scope }: { readonly step: StepOf<'gate'>; readonly scope: Scope }): Promise<StepOutcome> {
  const decision = await decideGate(step, scope);
  if (!decision.ok) return failed(decision.error);
  const { result, reads } = decision.value;
  return completed(
    { result },
    {
      own: { gateResult: result },
      facts: facts =>
        void facts.add(
          'gate.evaluated',
          { expression: step.config.expression, result, reads: reads.map(({ path, value }) => ({ path, value: facts.refer(value) })) },
          { gateResult: result },
        ),
    },
  );
}

/** What a gate says over what it may read, and what it read. */
export async function decideGate(
  { config: { expression: text } }: StepOf<'gate'>,
  scope: Pick<Scope, 'evaluate'>,
): Promise<Result<{ readonly result: boolean; readonly reads: readonly { readonly path: string; readonly value: Json }[] }, StepError>> {
  const parsed = parseExpression(text);
  if (!parsed.ok)
    return refused({ class: 'expression_error', code: 'expression_does_not_parse', message: `${parsed.error.message} In “${text}”.` });
  const value = await scope.evaluate(parsed.value);
  if (!value.ok) return value;
  const result = value.value;
  if (typeof result !== 'boolean')
    return refused({
      class: 'expression_error',
      code: 'not_a_boolean',
      message: `A gate needs true or false, and “${text}” gave ${JSON.stringify(result).slice(0, 80)}. Compare it with something.`,
    });
  return ok({ result, reads: await readValues(parsed.value, scope) });
}
