import type { Json } from '../../base/json.ts';
import { isJsonObject } from '../../base/json.ts';
import { ok, refused, type Result } from '../../base/result.ts';
import type { StepError } from '../../base/step-error.ts';
import { parseExpression } from '../../expression/expression.ts';
import { stepTitle, type StepOf } from '../../flow/flow.ts';
import { readRemembered, type Remembered } from '../../memory/remembered.ts';
import type { Packet } from '../../packet/packet.ts';
import type { Scope } from '../step-work.ts';

/**
 * What a step has to remember from its output: what its `remember` expression gives, or without one what stands under `remember` in the
 * output. Refused when that is neither text nor a list of things to remember, cites what does not stand in the packet, or repeats a sensitive slice.
 */
export async function whatToRemember(
  step: StepOf<'sage_skill'>,
  output: Json,
  scope: Pick<Scope, 'evaluate' | 'isHidden'> & { readonly packet: Packet },
): Promise<Result<readonly Remembered[], StepError>> {
  const { memory } = step.config;
  if (memory?.write === undefined || memory.write.length === 0) return ok([]);
  const value = await toRemember(memory.remember, output, scope);
  if (!value.ok) return value;
  const read = readRemembered(value.value, memory.topic ?? stepTitle(step), scope.packet);
  if (!read.ok)
    return refused({ class: 'validation', code: 'cannot_be_remembered', message: `What this step has to remember: ${read.error}` });
  const isHidden = read.value.some(({ topic, text, citations }) =>
    [topic, text, ...citations.map(({ quote }) => quote)].some(scope.isHidden),
  );
  return isHidden ? refused(SENSITIVE) : read;
}

const SENSITIVE: StepError = {
  class: 'policy',
  code: 'remembers_sensitive',
  message:
    'What this step has to remember repeats a slice that the flow marks sensitive, and other flows read memory. Have it remember something that does not repeat the slice.',
};

async function toRemember(
  expression: string | undefined,
  output: Json,
  { evaluate }: Pick<Scope, 'evaluate'>,
): Promise<Result<Json, StepError>> {
  if (expression === undefined || expression.trim() === '')
    return ok(isJsonObject(output) && Object.hasOwn(output, 'remember') ? (output['remember'] ?? null) : null);
  const parsed = parseExpression(expression);
  if (!parsed.ok)
    return refused({
      class: 'expression_error',
      code: 'expression_does_not_parse',
      message: `${parsed.error.message} In config.memory.remember: “${expression}”.`,
    });
  return evaluate(parsed.value, { output });
}
