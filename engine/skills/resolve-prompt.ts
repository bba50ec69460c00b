import type { JsonObject } from '../base/json.ts';
import { ok, refused, type Result } from '../base/result.ts';
import type { StepError } from '../base/step-error.ts';
import { resolveTemplates } from '../expression/template.ts';
import type { Skill } from './skill.ts';

/** The skill's prompt with its `{{ input.… }}` filled in; a template that is the whole prompt and yields no text stands there as JSON. */
export function resolvePrompt(skill: Skill, input: JsonObject): Result<string, StepError> {
  const resolved = resolveTemplates(skill.prompt, { input });
  if (!resolved.ok) {
    return refused({ class: 'expression_error', code: 'prompt', message: `The prompt of ${skill.name}: ${resolved.error.message}` });
  }
  return ok(typeof resolved.value === 'string' ? resolved.value : JSON.stringify(resolved.value));
}
