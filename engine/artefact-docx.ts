import {
  AlignmentType,
  Bookmark,
  Document,
  Footer,
  HeadingLevel,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
  type FileChild,
} from 'docx';
import { blocksDocx, BULLETS, LIST_LEVELS, NUMBERS, QUIET, run, sourceMark, WARN } from './docx-blocks.ts';
import { artefactDocument, type DocumentSource } from './exports/artefact-document.ts';
import { printable } from './exports/escape-html.ts';
import type { OpenArtefact } from './exports/open-artefact.ts';
import { checkSentence, originLines, sourcePlace, WITHHELD } from './exports/source-words.ts';

/** A4 in twentieths of a point. */
const A4 = { width: 11_906, height: 16_838 };

/** An artefact as a Word document: headings as styles, citations as links to the list of sources, contested claims shaded and flagged by word and sign. */
export async function artefactDocx(artefact: OpenArtefact): Promise<Uint8Array> {
  const { blocks, sources } = artefactDocument(artefact);
  const document = new Document({
    title: printable(artefact.title),
    creator: 'Atelier Studio',
    description: printable(`From the run ${artefact.origin.writtenBy.runId}: ${artefact.path}`),
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
        properties: { page: { size: A4, margin: { top: 1134, right: 1134, bottom: 1134, left: 1134 } } },
        footers: { default: footer(artefact) },
        children: [...blocksDocx(blocks), ...sourcesDocx(sources), ...originDocx(artefact)],
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

const footer = ({ origin, path }: OpenArtefact): Footer =>
  new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.RIGHT,
        children: [
          run({ text: `${origin.flowName} · ${path.replace(/^artefacts\//, '')} · `, size: 16, color: QUIET }),
          new TextRun({ children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES], size: 16, color: QUIET }),
        ],
      }),
    ],
  });

function sourcesDocx(sources: readonly DocumentSource[]): readonly FileChild[] {
  if (sources.length === 0) return [];
  const heading = new Paragraph({ heading: HeadingLevel.HEADING_2, keepNext: true, children: [run({ text: 'Sources' })] });
  return [heading, ...sources.map(sourceDocx)];
}

const sourceDocx = (source: DocumentSource): Paragraph =>
  new Paragraph({
    indent: { left: 500, hanging: 500 },
    children: [
      new Bookmark({ id: sourceMark(source.number), children: [run({ text: `[${source.number}]  `, bold: true })] }),
      source.isWithheld ? run({ text: WITHHELD, italics: true }) : run({ text: `“${source.quote}”` }),
      run({ text: sourcePlace(source), color: QUIET, size: 18, break: 1 }),
      ...(source.isTrue ? [] : [run({ text: ' ⚠ The slice does not say so', bold: true, color: WARN })]),
    ],
  });

function originDocx({ origin, path, citations }: OpenArtefact): readonly FileChild[] {
  const small = { size: 17, color: QUIET };
  return [
    new Paragraph({ heading: HeadingLevel.HEADING_2, keepNext: true, children: [run({ text: 'Where this comes from' })] }),
    new Paragraph({ children: [run({ ...small, text: checkSentence(citations) })] }),
    ...originLines(origin, path).map(
      ([name, value]) =>
        new Paragraph({
          spacing: { after: 20 },
          children: [run({ ...small, text: `${name}  `, bold: true }), run({ ...small, text: value })],
        }),
    ),
  ];
}
