import {
  BorderStyle,
  HeadingLevel,
  InternalHyperlink,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
  type FileChild,
  type IParagraphOptions,
  type IRunOptions,
  type ParagraphChild,
} from 'docx';
import { neverHere } from './base/never-here.ts';
import type { Block, Inline, ListEntry } from './exports/document-block.ts';
import { printable } from './exports/escape-html.ts';

/** Numbering of lists, as the document defines it. */
export const BULLETS = 'bullets';
export const NUMBERS = 'numbers';
/** Levels of lists that the document defines; deeper ones stand at the last. */
export const LIST_LEVELS = 6;
export const QUIET = '545D6B';
export const WARN = '8A5108';
const CODE_FONT = 'Consolas';
const HEADINGS = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
  HeadingLevel.HEADING_5,
  HeadingLevel.HEADING_6,
] as const;

/** Where a block stands: how it is drawn as a paragraph, and how deep in lists. `lists` counts ordered lists, so that each begins anew. */
interface Place {
  readonly paragraph: IParagraphOptions;
  readonly level: number;
  readonly lists: { count: number };
}

/** Blocks as paragraphs and tables of a Word document. */
export const blocksDocx = (blocks: readonly Block[]): readonly FileChild[] =>
  placed(blocks, { paragraph: {}, level: 0, lists: { count: 0 } });

const placed = (blocks: readonly Block[], place: Place): readonly FileChild[] => blocks.flatMap(block => blockDocx(block, place));

function blockDocx(block: Block, place: Place): readonly FileChild[] {
  switch (block.kind) {
    case 'heading':
      return [
        new Paragraph({ heading: HEADINGS[block.level - 1] ?? HeadingLevel.HEADING_6, keepNext: true, children: runs(block.inlines) }),
      ];
    case 'paragraph':
      return [new Paragraph({ ...place.paragraph, children: runs(block.inlines) })];
    case 'contested':
      return [contested(block, place)];
    case 'list': {
      if (block.isOrdered) place.lists.count += 1;
      const instance = place.lists.count;
      return block.entries.flatMap(entry =>
        entryDocx(entry, { ...place, paragraph: { numbering: listNumber(block.isOrdered, place.level, instance) } }),
      );
    }
    case 'quote':
      return placed(block.blocks, { ...place, paragraph: { indent: { left: 360 }, border: { left: line(QUIET) } } });
    case 'code':
      return block.text
        .split('\n')
        .map(text => new Paragraph({ ...place.paragraph, spacing: { after: 0 }, children: [run({ text, font: CODE_FONT })] }));
    case 'table':
      return [table(block.rows)];
    case 'rule':
      return [new Paragraph({ border: { bottom: line('C6CBD3') } })];
    default:
      return neverHere(block);
  }
}

const listNumber = (isOrdered: boolean, level: number, instance: number) => ({
  reference: isOrdered ? NUMBERS : BULLETS,
  level: Math.min(level, LIST_LEVELS - 1),
  ...(isOrdered && { instance }),
});

/** The first paragraph bears the bullet; what follows stands under it. */
function entryDocx({ blocks, done }: ListEntry, place: Place): readonly FileChild[] {
  const [first, ...rest] = blocks;
  const below: Place = { ...place, paragraph: { indent: { left: 360 * (place.level + 1) } }, level: place.level + 1 };
  const box: readonly Inline[] = done === null ? [] : [{ kind: 'text', text: done ? '☑ ' : '☐ ' }];
  if (first === undefined) return [new Paragraph({ ...place.paragraph, children: runs(box) })];
  const head = first.kind === 'paragraph' ? { ...first, inlines: [...box, ...first.inlines] } : first;
  return [...blockDocx(head, head.kind === 'list' ? below : place), ...placed(rest, below)];
}

function contested({ claim, reason }: Extract<Block, { kind: 'contested' }>, { paragraph }: Place): Paragraph {
  const why = reason.length === 0 ? [] : [run({ text: 'Why: ', bold: true, color: QUIET, break: 1 }), ...runs(reason, { color: QUIET })];
  return new Paragraph({
    ...paragraph,
    shading: { type: ShadingType.CLEAR, fill: 'FDF3E0' },
    border: { left: line(WARN) },
    children: [run({ text: '⚠ Contested ', bold: true, color: WARN }), ...runs(claim), ...why],
  });
}

const line = (color: string) => ({ style: BorderStyle.SINGLE, size: 12, space: 6, color });

const table = (rows: Extract<Block, { kind: 'table' }>['rows']): Table =>
  new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: rows.map(
      (row, index) =>
        new TableRow({
          tableHeader: index === 0,
          cantSplit: true,
          children: row.map(
            cell => new TableCell({ children: [new Paragraph({ children: runs(cell, index === 0 ? { bold: true } : {}) })] }),
          ),
        }),
    ),
  });

type Look = Pick<IRunOptions, 'bold' | 'italics' | 'strike' | 'color' | 'font' | 'size'>;

/** Inlines as runs; citations link to the bookmark of their source. */
export const runs = (inlines: readonly Inline[], look: Look = {}): readonly ParagraphChild[] =>
  inlines.flatMap((inline): readonly ParagraphChild[] => {
    switch (inline.kind) {
      case 'text':
        return [run({ ...look, text: inline.text })];
      case 'code':
        return [run({ ...look, font: CODE_FONT, text: inline.text })];
      case 'strong':
        return runs(inline.inlines, { ...look, bold: true });
      case 'emphasis':
        return runs(inline.inlines, { ...look, italics: true });
      case 'deleted':
        return runs(inline.inlines, { ...look, strike: true });
      case 'link':
        // The address is shown, not followed: nobody here knows where it leads.
        return [...runs(inline.inlines, look), run({ text: ` (${inline.address})`, color: QUIET })];
      case 'citation':
        return [
          new InternalHyperlink({ anchor: sourceMark(inline.number), children: [run({ text: `[${inline.number}]`, color: '3846AD' })] }),
        ];
      case 'break':
        return [new TextRun({ break: 1 })];
      default:
        return neverHere(inline);
    }
  });

/** The bookmark of a source in the list. */
export const sourceMark = (number: number): string => `source_${number}`;

export const run = ({ text, ...look }: Look & { readonly text: string; readonly break?: number }): TextRun =>
  new TextRun({ ...look, text: printable(text) });
