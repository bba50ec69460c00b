import type { Nodes, PhrasingContent, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { splitContested } from './contested-claim.ts';
import type { Block, Inline } from './document-block.ts';

/** A character that no text may hold (Unicode noncharacter): stands for a bracket that the source escaped. */
const ESCAPED_BRACKET = '\uFDD0';
/** What lies deeper is shown as it is written. No document of a person goes that deep; a hostile one may go on for thousands. */
const DEEPEST = 24;

/**
 * A Markdown document (CommonMark with GitHub's tables, tasks and strikethrough) as blocks. A front matter is left out. `[3]` is a citation where `known(3)`;
 * a bracket that is escaped, or stands in code, belongs to the text. Raw HTML is text, an image its description.
 */
export function markdownBlocks(markdown: string, known: (number: number) => boolean): readonly Block[] {
  const body = markdown.replace(/^---\n[\s\S]*?\n---\n/, '');
  const source = body.replace(/\\([\s\S])/g, (whole, next: string) => (next === '[' ? ESCAPED_BRACKET : whole));
  const tree = fromMarkdown(source, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  return blocksOf({ text: source, known }, tree.children, 0);
}

interface Source {
  readonly text: string;
  readonly known: (number: number) => boolean;
}

const inText = (text: string): string => text.replaceAll(ESCAPED_BRACKET, '[');
const inCode = (text: string): string => text.replaceAll(ESCAPED_BRACKET, '\\[');

function blocksOf(source: Source, nodes: readonly RootContent[], depth: number): readonly Block[] {
  return nodes.flatMap(node => (depth > DEEPEST ? [asWritten(source, node)] : blockOf(source, node, depth)));
}

function blockOf(source: Source, node: RootContent, depth: number): readonly Block[] {
  switch (node.type) {
    case 'heading':
      return [{ kind: 'heading', level: node.depth, inlines: inlinesOf(source, node.children, depth) }];
    case 'paragraph': {
      const inlines = inlinesOf(source, node.children, depth);
      return [splitContested(inlines) ?? { kind: 'paragraph', inlines }];
    }
    case 'list': {
      const entries = node.children.map(entry => ({ done: entry.checked ?? null, blocks: blocksOf(source, entry.children, depth + 1) }));
      return [{ kind: 'list', isOrdered: node.ordered === true, start: node.start ?? 1, entries }];
    }
    case 'blockquote':
      return [{ kind: 'quote', blocks: blocksOf(source, node.children, depth + 1) }];
    case 'code':
      return [{ kind: 'code', text: inCode(node.value) }];
    case 'table':
      return [{ kind: 'table', rows: node.children.map(row => row.children.map(cell => inlinesOf(source, cell.children, depth))) }];
    case 'thematicBreak':
      return [{ kind: 'rule' }];
    case 'footnoteDefinition':
      return blocksOf(source, node.children, depth + 1);
    case 'definition':
      return [];
    default:
      return [asWritten(source, node)];
  }
}

function inlinesOf(source: Source, nodes: readonly PhrasingContent[], depth: number): readonly Inline[] {
  return nodes.flatMap(node => (depth > DEEPEST ? [written(source, node)] : inlineOf(source, node, depth)));
}

function inlineOf(source: Source, node: PhrasingContent, depth: number): readonly Inline[] {
  switch (node.type) {
    case 'text':
      return cited(source, node.value);
    case 'inlineCode':
      return [{ kind: 'code', text: inCode(node.value) }];
    case 'strong':
    case 'emphasis':
      return [{ kind: node.type, inlines: inlinesOf(source, node.children, depth + 1) }];
    case 'delete':
      return [{ kind: 'deleted', inlines: inlinesOf(source, node.children, depth + 1) }];
    case 'break':
      return [{ kind: 'break' }];
    case 'link':
      return [{ kind: 'link', address: inText(node.url), inlines: inlinesOf(source, node.children, depth + 1) }];
    case 'linkReference':
      // A definition somewhere in the document must not make a citation lead elsewhere.
      return node.referenceType === 'shortcut' && /^\d{1,5}$/.test(node.label ?? '')
        ? cited(source, `[${node.label ?? ''}]`)
        : inlinesOf(source, node.children, depth + 1);
    case 'image':
    case 'imageReference':
      return [{ kind: 'text', text: inText(node.alt ?? '') }];
    default:
      return [written(source, node)];
  }
}

/** Text with its citations. */
const cited = ({ known }: Source, text: string): readonly Inline[] =>
  text.split(/(\[\d{1,5}\])/).flatMap((part): readonly Inline[] => {
    const number = /^\[(\d{1,5})\]$/.exec(part)?.[1];
    if (number !== undefined && known(Number(number))) return [{ kind: 'citation', number: Number(number) }];
    return part === '' ? [] : [{ kind: 'text', text: inText(part) }];
  });

/** The text of the source, sign by sign. */
function written({ text }: Source, { position }: Nodes): Inline {
  return { kind: 'text', text: inText(text.slice(position?.start.offset, position?.end.offset)) };
}

const asWritten = (source: Source, node: Nodes): Block => ({ kind: 'paragraph', inlines: [written(source, node)] });
