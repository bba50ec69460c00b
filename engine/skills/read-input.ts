import type { z } from 'zod';
import type { JsonObject } from '../base/json.ts';
import { ok, refused, type Result } from '../base/result.ts';
import type { StepError } from '../base/step-error.ts';

/** A coded skill's input in the shape it works on, or what is wrong with it, by path. */
export function readInput<Schema extends z.ZodType>(schema: Schema, input: JsonObject, skill: string): Result<z.output<Schema>, StepError> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  const place = issue === undefined || issue.path.length === 0 ? 'its input' : `input.${issue.path.join('.')}`;
  return refused({
    class: 'validation',
    code: 'skill_input',
    message: `${skill} cannot read ${place}: ${issue?.message ?? 'it does not fit'}.`,
  });
}
