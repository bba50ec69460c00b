import { neverHere } from '../base/never-here.ts';

/** A piece of a line of a document. Raw HTML and images of the source have become text: nothing here can run or be fetched. */
export type Inline =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis' | 'deleted'; readonly inlines: readonly Inline[] }
  /** `address` as the source has it: never to be followed unasked. */
  | { readonly kind: 'link'; readonly address: string; readonly inlines: readonly Inline[] }
  | { readonly kind: 'citation'; readonly number: number }
  | { readonly kind: 'break' };

export interface ListEntry {
  /** Null: not a task. */
  readonly done: boolean | null;
  readonly blocks: readonly Block[];
}

/** A piece of a document as every face of it draws: the window, HTML, DOCX. */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly inlines: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly inlines: readonly Inline[] }
  /** A claim that the evidence does not carry, and why, as a sentence; `reason` may be empty. */
  | { readonly kind: 'contested'; readonly claim: readonly Inline[]; readonly reason: readonly Inline[] }
  | { readonly kind: 'list'; readonly isOrdered: boolean; readonly start: number; readonly entries: readonly ListEntry[] }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | { readonly kind: 'code'; readonly text: string }
  /** The first row is the head. */
  | { readonly kind: 'table'; readonly rows: readonly (readonly (readonly Inline[])[])[] }
  | { readonly kind: 'rule' };

/** The words of a block alone. */
export function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return inlineText(block.inlines);
    case 'contested':
      return `${inlineText(block.claim)}\n${inlineText(block.reason)}`;
    case 'list':
      return block.entries.flatMap(entry => entry.blocks.map(blockText)).join('\n');
    case 'quote':
      return block.blocks.map(blockText).join('\n');
    case 'code':
      return block.text;
    case 'table':
      return block.rows.map(row => row.map(inlineText).join('\t')).join('\n');
    case 'rule':
      return '';
    default:
      return neverHere(block);
  }
}

/** The words of a line alone. */
export const inlineText = (inlines: readonly Inline[]): string =>
  inlines
    .map(inline => {
      switch (inline.kind) {
        case 'text':
        case 'code':
          return inline.text;
        case 'citation':
          return `[${inline.number}]`;
        case 'break':
          return '\n';
        default:
          return inlineText(inline.inlines);
      }
    })
    .join('');
