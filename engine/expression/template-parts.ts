import { ok, refused, type Result } from '../base/result.ts';
import { parseExpression, type Expression, type ExpressionProblem } from './expression.ts';

export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  /** `start` is the offset of the expression's text inside the string. */
  | { readonly kind: 'expression'; readonly expression: Expression; readonly start: number };

/**
 * A string as the texts and the `{{ expressions }}` that it is made of; offsets of a problem count in the string.
 * An expression ends at the first `}}` outside its own texts and braces. Only `{{` is special, and `{{ "{{" }}` writes it.
 */
export function templateParts(text: string): Result<readonly TemplatePart[], ExpressionProblem> {
  const parts: TemplatePart[] = [];
  let at = 0;
  for (;;) {
    const open = text.indexOf('{{', at);
    if (open === -1) break;
    if (open > at) parts.push({ kind: 'text', text: text.slice(at, open) });
    const close = closingBraces(text, open + 2);
    if (close === -1) return refused({ message: 'This {{ is not closed; write }} after the expression.', start: open, end: open + 2 });
    const inside = text.slice(open + 2, close);
    const start = open + 2 + inside.length - inside.trimStart().length;
    if (inside.trim() === '') return refused({ message: 'Nothing stands between {{ and }}.', start: open, end: close + 2 });
    const parsed = parseExpression(inside.trim());
    if (!parsed.ok) return refused({ ...parsed.error, start: parsed.error.start + start, end: parsed.error.end + start });
    parts.push({ kind: 'expression', expression: parsed.value, start });
    at = close + 2;
  }
  if (at < text.length) parts.push({ kind: 'text', text: text.slice(at) });
  return ok(parts);
}

/** Offset of the `}}` that ends an expression begun at `from`, −1 when there is none. */
function closingBraces(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === '"' || character === "'") {
      at = endOfText(text, at, character) - 1;
    } else if (character === '{') depth++;
    else if (character === '}') {
      if (depth > 0) depth--;
      else if (text[at + 1] === '}') return at;
    }
  }
  return -1;
}

/** Offset after the text literal that begins at `at`; the end of the string when it is not closed. */
function endOfText(text: string, at: number, quote: string): number {
  const fence = text.startsWith(quote.repeat(3), at) ? quote.repeat(3) : quote;
  for (let index = at + fence.length; index < text.length; index++) {
    if (text[index] === '\\') index++;
    else if (text.startsWith(fence, index)) return index + fence.length;
  }
  return text.length;
}
