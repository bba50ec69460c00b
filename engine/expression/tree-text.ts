import type { SyntaxNode } from './syntax-node.ts';

/** The tree without its places in the text, as a text: two expressions are the same but for spacing and superfluous brackets when these are equal. */
export const treeText = (tree: SyntaxNode): string =>
  JSON.stringify(tree, (key, value: unknown) => {
    if (key === 'start' || key === 'end' || key === 'fieldStart') return undefined;
    if (typeof value === 'bigint') return `${String(value)}n`;
    // JSON has no word for these three, and writes one for all.
    return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  });
