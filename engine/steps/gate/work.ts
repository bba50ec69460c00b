import { ok } from '../../base/result.ts';
import { parseExpression } from '../../expression/expression.ts';
import { readValues } from '../read-values.ts';
import { completed, failed, type StepWork } from '../step-work.ts';

/** Evaluates the expression and notes every path it read with its value, so that the trace says why. An error is neither true nor false. */
export const gateWork: StepWork<'gate'> = {
  prepare: () => Promise.resolve(ok(null)),
  async work({ step, scope }) {
    const { expression: text } = step.config;
    const parsed = parseExpression(text);
    if (!parsed.ok)
      return failed({ class: 'expression_error', code: 'expression_does_not_parse', message: `${parsed.error.message} In “${text}”.` });
    const value = await scope.evaluate(parsed.value);
    if (!value.ok) return failed(value.error);
    const result = value.value;
    if (typeof result !== 'boolean')
      return failed({
        class: 'expression_error',
        code: 'not_a_boolean',
        message: `A gate needs true or false, and “${text}” gave ${JSON.stringify(result).slice(0, 80)}. Compare it with something.`,
      });
    const reads = await readValues(parsed.value, scope);
    return completed(
      { result },
      {
        own: { gateResult: result },
        facts: facts =>
          void facts.add(
            'gate.evaluated',
            { expression: text, result, reads: reads.map(({ path, value }) => ({ path, value: facts.refer(value) })) },
            { gateResult: result },
          ),
      },
    );
  },
};
