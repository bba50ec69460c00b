import type { Span } from './expression-fault.ts';
import { parseExpression, type Expression } from './expression.ts';
import { childrenOf, type SyntaxNode } from './syntax-node.ts';
import { templateParts } from './template-parts.ts';

/** The second part of a path that is to be called otherwise, e.g. root `steps`, from `draft`, to `proposal`. */
export interface Renaming {
  readonly root: string;
  readonly from: string;
  readonly to: string;
}

/**
 * An expression that reads the same thing under its new name: `steps.draft.output` becomes `steps.proposal.output`, and so does
 * `steps["draft"]`. Names that a macro gives, texts and all else stay as they are; so does what does not parse.
 */
export function renameRead(text: string, renaming: Renaming): string {
  const parsed = parseExpression(text);
  return parsed.ok ? renamed(parsed.value, renaming) : text;
}

/** The same for the `{{ expressions }}` of a string. */
export function renameTemplateRead(text: string, renaming: Renaming): string {
  if (!text.includes('{{')) return text;
  const parts = templateParts(text);
  if (!parts.ok) return text;
  return replaced(
    text,
    parts.value.flatMap(part =>
      part.kind === 'text'
        ? []
        : [{ start: part.start, end: part.start + part.expression.text.length, by: renamed(part.expression, renaming) }],
    ),
  );
}

type Replacement = Span & { readonly by: string };

function renamed({ text, tree, places }: Expression, renaming: Renaming): string {
  const chains = places.filter(({ path }) => path[0] === renaming.root && path[1] === renaming.from);
  if (chains.length === 0) return text;
  const names = namesIn(tree, chains);
  const field = replaced(
    text,
    names.map(node => nameAt(node, renaming.to)),
  );
  // A word of the language, such as `in`, is no field: it stands in brackets.
  if (parseExpression(field).ok) return field;
  return replaced(
    text,
    names.map(node => ({ start: node.of.end, end: endOfName(node), by: `[${JSON.stringify(renaming.to)}]` })),
  );
}

type Named = Extract<SyntaxNode, { kind: 'select' | 'index' }>;

/** The nodes that put the second part behind the root, of the chains with these spans. */
function namesIn(node: SyntaxNode, chains: readonly Span[]): readonly Named[] {
  const isChain = chains.some(({ start, end }) => start === node.start && end === node.end);
  const name = isChain ? nameOfChain(node) : null;
  return name === null ? childrenOf(node).flatMap(child => namesIn(child, chains)) : [name];
}

function nameOfChain(node: SyntaxNode): Named | null {
  if (node.kind !== 'select' && node.kind !== 'index') return null;
  return node.of.kind === 'name' ? node : nameOfChain(node.of);
}

const nameAt = (node: Named, to: string): Replacement =>
  node.kind === 'select'
    ? { start: node.fieldStart, end: node.fieldStart + node.field.length, by: to }
    : { start: node.at.start, end: node.at.end, by: JSON.stringify(to) };

const endOfName = (node: Named): number => (node.kind === 'select' ? node.fieldStart + node.field.length : node.end);

/** The text with parts of it replaced; the parts stand in their order and do not overlap. */
function replaced(text: string, replacements: readonly Replacement[]): string {
  let written = '';
  let at = 0;
  for (const { start, end, by } of replacements) {
    written += text.slice(at, start) + by;
    at = end;
  }
  return written + text.slice(at);
}
