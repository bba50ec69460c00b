import type { Json } from '../../../engine/base/json.ts';
import { evaluate, parseExpression, type Variables } from '../../../engine/expression/expression.ts';
import type { ReadPath } from '../../../engine/expression/read-paths.ts';
import { resolveTemplates, templateReads } from '../../../engine/expression/template.ts';

/** What an expression would give now, as one line; or why it gives nothing. */
export type Preview = { readonly kind: 'value'; readonly text: string } | { readonly kind: 'none'; readonly sentence: string };

/** Why a variable has no value now; null when that is not known. */
type WhyAbsent = (path: ReadPath) => string | null;

const LONGEST = 160;

/** Of a text that holds `{{ expressions }}`. */
export function previewTemplate(text: string, variables: Variables, whyAbsent?: WhyAbsent): Preview {
  const resolved = resolveTemplates(text, variables);
  if (resolved.ok) return { kind: 'value', text: oneLine(resolved.value) };
  const reads = templateReads(text);
  return noValue(reads.ok ? reads.value.flatMap(({ expression }) => expression.reads) : [], resolved.error.message, whyAbsent);
}

/** Of a text that is one expression without braces. */
export function previewExpression(text: string, variables: Variables, whyAbsent?: WhyAbsent): Preview {
  const parsed = parseExpression(text);
  if (!parsed.ok) return { kind: 'none', sentence: parsed.error.message };
  const value = evaluate(parsed.value, variables);
  return value.ok ? { kind: 'value', text: oneLine(value.value) } : noValue(parsed.value.reads, value.error.message, whyAbsent);
}

/** What is absent says more to a person than that a field is missing. */
function noValue(reads: readonly ReadPath[], message: string, whyAbsent: WhyAbsent | undefined): Preview {
  for (const path of reads) {
    const sentence = whyAbsent?.(path) ?? null;
    if (sentence !== null) return { kind: 'none', sentence };
  }
  return { kind: 'none', sentence: message };
}

function oneLine(value: Json): string {
  if (value === '') return 'an empty text';
  const text = (typeof value === 'string' ? value : JSON.stringify(value)).replaceAll(/\s+/g, ' ');
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
