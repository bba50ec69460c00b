import type { Json, JsonObject } from '../base/json.ts';
import { ok, refused, type Result } from '../base/result.ts';
import type { StepError } from '../base/step-error.ts';
import { evaluate } from '../expression/expression.ts';
import { resolveTemplates } from '../expression/template.ts';
import { templateParts } from '../expression/template-parts.ts';
import type { PromptPlaces } from '../models/model.ts';
import type { Skill } from './skill.ts';

/** The skill's prompt with its `{{ input.… }}` filled in; a template that is the whole prompt and yields no text stands there as JSON. */
export function resolvePrompt(skill: Pick<Skill, 'name' | 'prompt'>, input: JsonObject): Result<string, StepError> {
  const resolved = resolveTemplates(skill.prompt, { input });
  if (!resolved.ok) {
    return refused({ class: 'expression_error', code: 'prompt', message: `The prompt of ${skill.name}: ${resolved.error.message}` });
  }
  return ok(typeof resolved.value === 'string' ? resolved.value : JSON.stringify(resolved.value));
}

/**
 * The same prompt with «input.name» in place of each `{{ input.name }}`, and the values that belong there: what others wrote never stands among
 * what the skill says. Null when a template yields nothing; then `resolvePrompt` says why.
 */
export function promptPlaces(skill: Pick<Skill, 'prompt'>, input: JsonObject): PromptPlaces | null {
  const parts = templateParts(skill.prompt);
  if (!parts.ok) return null;
  const values = new Map<string, Json>();
  let text = '';
  for (const part of parts.value) {
    if (part.kind === 'text') {
      text += part.text;
      continue;
    }
    const name = part.expression.text.trim().replaceAll(/\s+/g, ' ');
    const value = evaluate(part.expression, { input });
    if (!value.ok) return null;
    values.set(name, value.value);
    text += `«${name}»`;
  }
  return { text, values: [...values].map(([name, value]) => ({ name, value })) };
}
