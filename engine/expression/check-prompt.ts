import { isJsonObject } from '../base/json.ts';
import type { JsonSchema } from '../base/json-schema.ts';
import { checkExpression } from './check-expression.ts';
import type { ExpressionProblem } from './expression.ts';
import { shapeOf } from './shape.ts';
import { templateParts } from './template-parts.ts';

export type PromptProblem = ExpressionProblem & { readonly severity: 'error' | 'warning' };

/** What is wrong with a skill's prompt against the schema of its input, in the order of the text; offsets count in the prompt. */
export function checkPrompt(prompt: string, input: JsonSchema): readonly PromptProblem[] {
  const parts = templateParts(prompt);
  if (!parts.ok) return [{ severity: 'error', ...parts.error }];
  const shapes = { input: shapeOf(input) };
  return parts.value.flatMap((part): readonly PromptProblem[] => {
    if (part.kind === 'text') return [];
    const { expression, start } = part;
    const unknown = expression.reads.flatMap(([root, name]) =>
      root === 'input' && typeof name === 'string' && isUnknown(input, name) ? [name] : [],
    );
    if (unknown[0] !== undefined)
      return [{ severity: 'error', message: unknownWords(unknown[0], input), start, end: start + expression.text.length }];
    const checked = checkExpression(expression.text, ['input'], shapes);
    const moved = (severity: PromptProblem['severity'], problems: readonly ExpressionProblem[]): readonly PromptProblem[] =>
      problems.map(problem => ({ severity, message: problem.message, start: problem.start + start, end: problem.end + start }));
    return checked.ok ? moved('warning', checked.value.warnings) : moved('error', checked.error);
  });
}

/** The names that a prompt may read as `input.name`; none where the schema names none, and then any may come. */
export function inputNames(input: JsonSchema): readonly string[] {
  return isJsonObject(input['properties']) ? Object.keys(input['properties']) : [];
}

/** A schema that names fields and does not say that others may come is meant to be whole: a form asks for nothing else. */
function isUnknown(input: JsonSchema, name: string): boolean {
  const names = inputNames(input);
  const more = input['additionalProperties'];
  const isOpen = more === true || isJsonObject(more) || '$ref' in input || 'allOf' in input || 'anyOf' in input || 'oneOf' in input;
  return names.length > 0 && !isOpen && !names.includes(name);
}

function unknownWords(name: string, input: JsonSchema): string {
  const names = inputNames(input);
  return `The prompt reads input.${name}, but the skill is given no “${name}”. It is given ${names.join(', ')}; use one of them, or add “${name}” to the input.`;
}
