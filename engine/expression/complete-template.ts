import { completeExpression, type Completions } from './complete-expression.ts';
import type { KnownHere } from './known-paths.ts';

/**
 * The same inside of the `{{ }}` of a text; null when the caret stands in none. What is chosen closes an expression that is still open.
 */
export function completeTemplate(text: string, caret: number, known: KnownHere): Completions | null {
  const open = text.lastIndexOf('{{', caret - 1);
  if (open === -1 || open + 2 > caret) return null;
  const closed = text.indexOf('}}', open);
  if (closed !== -1 && closed < caret) return null;
  const next = text.indexOf('{{', open + 2);
  const isClosed = closed !== -1 && (next === -1 || closed < next);
  const start = open + 2;
  const inside = text.slice(start, isClosed ? closed : caret);
  const { from, to, options } = completeExpression(inside, caret - start, known);
  const lead = inside.slice(0, from) === '' ? ' ' : '';
  return {
    from: from + start,
    to: to + start,
    options: options.map(option => ({
      ...option,
      insert: `${lead}${option.insert}${isClosed ? '' : ' }}'}`,
      caret: option.caret + lead.length,
    })),
  };
}
