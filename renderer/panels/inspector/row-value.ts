import { parseExpression } from '../../../engine/expression/expression.ts';
import type { Shape } from '../../../engine/expression/shape.ts';
import type { SyntaxNode } from '../../../engine/expression/syntax-node.ts';

/** The value side of a row as a person reads it. */
export type RowValue =
  | { readonly kind: 'nothing' }
  /** `text` is what the field shows: a text without its quotes, a number as it is written. */
  | { readonly kind: 'fixed'; readonly text: string }
  | { readonly kind: 'list'; readonly texts: readonly string[] }
  /** A field, or something computed. */
  | { readonly kind: 'expression' };

/** A value, which is written as an expression, as its row shows it. */
export function readRowValue(value: string): RowValue {
  if (value.trim() === '') return { kind: 'nothing' };
  const parsed = parseExpression(value);
  if (!parsed.ok) return { kind: 'expression' };
  const { tree } = parsed.value;
  if (tree.kind === 'list') {
    const texts = tree.elements.map(element => fixedText(element, value.slice(element.start, element.end)));
    return texts.every(text => text !== null) ? { kind: 'list', texts } : { kind: 'expression' };
  }
  const text = fixedText(tree, value);
  return text === null ? { kind: 'expression' } : { kind: 'fixed', text };
}

/** What was typed as a fixed value, as an expression: the field's shape says whether `5` is a number or a text. */
export function writeRowValue(typed: string, shape: Shape): string {
  const text = typed.trim();
  if (text === '') return '';
  if (shape.kind === 'string') return isQuoted(text) ? text : JSON.stringify(text);
  return isNumber(text) || ['true', 'false', 'null'].includes(text) || isQuoted(text) ? text : JSON.stringify(text);
}

export const writeRowList = (texts: readonly string[], shape: Shape): string =>
  texts.length === 0 ? '' : `[${texts.map(text => writeRowValue(text, shape)).join(', ')}]`;

/** Null for what is no literal that a person would type. */
function fixedText(node: SyntaxNode, written: string): string | null {
  if (node.kind !== 'literal' || node.value instanceof Uint8Array) return null;
  if (typeof node.value !== 'string') return written.trim();
  // A text that would read as something else when it is typed keeps its quotes.
  const isPlain =
    node.value !== '' && node.value.trim() === node.value && writeRowValue(node.value, { kind: 'any' }) === JSON.stringify(node.value);
  return isPlain && !node.value.includes('\n') ? node.value : JSON.stringify(node.value);
}

const isNumber = (text: string): boolean => /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text);

const isQuoted = (text: string): boolean => {
  const parsed = /^["']/.test(text) ? parseExpression(text) : null;
  return parsed?.ok === true && parsed.value.tree.kind === 'literal';
};
