import type { Json } from '../../../engine/base/json.ts';
import { evaluate, parseExpression, type Variables } from '../../../engine/expression/expression.ts';
import { resolveTemplates } from '../../../engine/expression/template.ts';

/** What an expression would give now, as one line; or why it gives nothing. */
export type Preview = { readonly kind: 'value'; readonly text: string } | { readonly kind: 'none'; readonly sentence: string };

const LONGEST = 160;

/** Of a text that holds `{{ expressions }}`. */
export function previewTemplate(text: string, variables: Variables): Preview {
  const resolved = resolveTemplates(text, variables);
  return resolved.ok ? { kind: 'value', text: oneLine(resolved.value) } : { kind: 'none', sentence: resolved.error.message };
}

/** Of a text that is one expression without braces. */
export function previewExpression(text: string, variables: Variables): Preview {
  const parsed = parseExpression(text);
  if (!parsed.ok) return { kind: 'none', sentence: parsed.error.message };
  const value = evaluate(parsed.value, variables);
  return value.ok ? { kind: 'value', text: oneLine(value.value) } : { kind: 'none', sentence: value.error.message };
}

function oneLine(value: Json): string {
  if (value === '') return 'an empty text';
  const text = (typeof value === 'string' ? value : JSON.stringify(value)).replaceAll(/\s+/g, ' ');
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
