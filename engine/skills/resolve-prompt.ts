import type { Json, JsonObject } from '../base/json.ts';
import { ok, refused, type Result } from '../base/result.ts';
import type { StepError } from '../base/step-error.ts';
import { inputNames } from '../expression/check-prompt.ts';
import { evaluate } from '../expression/expression.ts';
import { resolveTemplates } from '../expression/template.ts';
import { templateParts } from '../expression/template-parts.ts';
import type { PromptPlaces } from '../models/model.ts';
import type { Skill } from './skill.ts';

/** What filling in a prompt needs to know of its skill. */
type Prompted = Pick<Skill, 'prompt'> & Partial<Pick<Skill, 'name' | 'input'>>;

/**
 * The skill's prompt with its `{{ input.… }}` filled in; a template that is the whole prompt and yields no text stands there as JSON. Where a
 * template is an optional field that was not given, nothing stands.
 */
export function resolvePrompt(skill: Prompted, input: JsonObject): Result<string, StepError> {
  const resolved = resolveTemplates(withoutAbsent(skill, input), { input });
  if (!resolved.ok) {
    return refused({
      class: 'expression_error',
      code: 'prompt',
      message: `The prompt of ${skill.name ?? 'the skill'}: ${resolved.error.message}`,
    });
  }
  return ok(typeof resolved.value === 'string' ? resolved.value : JSON.stringify(resolved.value));
}

/**
 * The same prompt with «input.name» in place of each `{{ input.name }}`, and the values that belong there: what others wrote never stands among
 * what the skill says. Null when a template yields nothing; then `resolvePrompt` says why.
 */
export function promptPlaces(skill: Prompted, input: JsonObject): PromptPlaces | null {
  const parts = templateParts(withoutAbsent(skill, input));
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

/** The prompt without the templates that are nothing but a field which the schema knows and this input does not have. */
const withoutAbsent = ({ prompt, input: schema = {} }: Prompted, input: JsonObject): string => {
  const absent = inputNames(schema).filter(name => !Object.hasOwn(input, name));
  return absent.reduce(
    (rest, name) => rest.replaceAll(new RegExp(`\\{\\{\\s*input\\.${name.replaceAll(/[^A-Za-z0-9_]/g, '\\$&')}\\s*\\}\\}`, 'g'), ''),
    prompt,
  );
};
