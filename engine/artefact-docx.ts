import { Bookmark, HeadingLevel, Paragraph, type FileChild } from 'docx';
import { blocksDocx, QUIET, run, sourceMark, WARN } from './docx-blocks.ts';
import { docxFile } from './docx-file.ts';
import { artefactDocument, type DocumentSource } from './exports/artefact-document.ts';
import type { OpenArtefact } from './exports/open-artefact.ts';
import { checkSentence, originLines, sourcePlace, WITHHELD } from './exports/source-words.ts';

/** An artefact as a Word document: headings as styles, citations as links to the list of sources, contested claims shaded and flagged by word and sign. */
export function artefactDocx(artefact: OpenArtefact): Promise<Uint8Array> {
  const { blocks, sources } = artefactDocument(artefact);
  const { origin, path, title } = artefact;
  return docxFile({
    title,
    description: `From the run ${origin.writtenBy.runId}: ${path}`,
    footer: `${origin.flowName} · ${path.replace(/^artefacts\//, '')}`,
    children: [...blocksDocx(blocks), ...sourcesDocx(sources), ...originDocx(artefact)],
  });
}

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
