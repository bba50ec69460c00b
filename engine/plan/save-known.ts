import { ok, type Result } from '../base/result.ts';
import type { StepError } from '../base/step-error.ts';
import { parseExpression } from '../expression/expression.ts';
import type { Step } from '../flow/flow.ts';
import { valuesToSave } from '../steps/values-to-save.ts';
import { known, type Knowledge, type Value } from './knowledge.ts';
import type { Planning } from './planning.ts';
import { planScope, unknownAmong } from './plan-scope.ts';

/** What the context will hold after a step, as far as it is known; refused with the error that saving cannot but meet. */
export async function saveKnown(
  step: Step,
  output: Value,
  knowledge: Knowledge,
  { facts }: Planning,
): Promise<Result<ReadonlyMap<string, Value>, StepError>> {
  const saves = new Map<string, Value>();
  if (step.kind === 'gate') return ok(saves);
  for (const [name, text] of Object.entries(step.save ?? {})) {
    const parsed = parseExpression(text);
    const reads = parsed.ok ? parsed.value.reads : [];
    const until = unknownAmong(reads, knowledge, facts, output);
    if (until !== null) {
      saves.set(name, { kind: 'unknown', until });
      continue;
    }
    const itself = output.kind === 'known' && reads.some(([root]) => root === 'output') ? await output.load() : null;
    const saved = await valuesToSave({ ...step, save: { [name]: text } }, itself, planScope(knowledge, facts));
    if (!saved.ok) return saved;
    for (const [, value] of saved.value) saves.set(name, known(value));
  }
  return ok(saves);
}
