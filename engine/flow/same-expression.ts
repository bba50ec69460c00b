import { parseExpression } from '../expression/expression.ts';
import { templateParts } from '../expression/template-parts.ts';
import { treeText } from '../expression/tree-text.ts';

/** True when two expressions are the same but for their spacing and superfluous brackets; of one that does not parse, only its text counts. */
export function sameExpression(left: string, right: string): boolean {
  if (left === right) return true;
  const [a, b] = [parseExpression(left), parseExpression(right)];
  return a.ok && b.ok && treeText(a.value.tree) === treeText(b.value.tree);
}

/** The same for a text with `{{ expressions }}` in it: what stands around them counts letter by letter. */
export function sameTemplate(left: string, right: string): boolean {
  if (left === right) return true;
  if (!left.includes('{{') || !right.includes('{{')) return false;
  const [a, b] = [templateParts(left), templateParts(right)];
  if (!a.ok || !b.ok || a.value.length !== b.value.length) return false;
  return a.value.every((part, index) => {
    const other = b.value[index];
    if (part.kind === 'text') return other?.kind === 'text' && other.text === part.text;
    return other?.kind === 'expression' && sameExpression(part.expression.text, other.expression.text);
  });
}
