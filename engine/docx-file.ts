import {
  AlignmentType,
  Document,
  Footer,
  LevelFormat,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  TextRun,
  type FileChild,
} from 'docx';
import { BULLETS, LIST_LEVELS, NUMBERS, QUIET, run } from './docx-blocks.ts';
import { printable } from './exports/escape-html.ts';

/** A4 in twentieths of a point. */
const A4 = { width: 11_906, height: 16_838 };

/** A Word document on A4 with headings as styles, lists, and a footer with the number of each page. */
export async function docxFile(content: {
  readonly title: string;
  readonly description: string;
  /** Stands before the page's number. */
  readonly footer: string;
  readonly children: readonly FileChild[];
  /** Wide pages for wide tables. */
  readonly landscape?: boolean;
}): Promise<Uint8Array> {
  const document = new Document({
    title: printable(content.title),
    creator: 'Atelier Studio',
    description: printable(content.description),
    styles: {
      default: {
        document: { run: { font: 'Calibri', size: 22 }, paragraph: { spacing: { after: 100, line: 276 } } },
        heading1: { run: { size: 36, bold: true, color: '1A1E25' }, paragraph: { spacing: { after: 120 } } },
        heading2: { run: { size: 26, bold: true, color: '1A1E25' }, paragraph: { spacing: { before: 320, after: 100 } } },
        heading3: { run: { size: 23, bold: true, color: '1A1E25' }, paragraph: { spacing: { before: 240, after: 80 } } },
      },
    },
    numbering: {
      config: [
        { reference: BULLETS, levels: listLevels(LevelFormat.BULLET, () => '•') },
        { reference: NUMBERS, levels: listLevels(LevelFormat.DECIMAL, level => `%${level + 1}.`) },
      ],
    },
    sections: [
      {
        properties: {
          page: {
            size: { ...A4, ...(content.landscape === true ? { orientation: PageOrientation.LANDSCAPE } : {}) },
            margin: { top: 1134, right: 1134, bottom: 1134, left: 1134 },
          },
        },
        footers: { default: footer(content.footer) },
        children: [...content.children],
      },
    ],
  });
  return new Uint8Array(await Packer.toArrayBuffer(document));
}

const listLevels = (format: (typeof LevelFormat)['BULLET' | 'DECIMAL'], text: (level: number) => string) =>
  Array.from({ length: LIST_LEVELS }, (_, level) => ({
    level,
    format,
    text: text(level),
    alignment: AlignmentType.LEFT,
    style: { paragraph: { indent: { left: 360 * (level + 1), hanging: 300 } } },
  }));

const footer = (words: string): Footer =>
  new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.RIGHT,
        children: [
          run({ text: `${words} · `, size: 16, color: QUIET }),
          new TextRun({ children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES], size: 16, color: QUIET }),
        ],
      }),
    ],
  });
