import { basename } from 'node:path';
import { neverHere } from './base/never-here.ts';
import { artefactHtml } from './exports/artefact-html.ts';
import type { ArtefactFormat } from './exports/artefact-format.ts';
import type { OpenArtefact } from './exports/open-artefact.ts';

/** A file for a person, whole. */
export interface ExportedFile {
  /** E.g. `2027-03-05-synthesize-a-session-1a2b3c4d.docx`. */
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** An artefact as a file to send or to print. Markdown is the very file of the artefacts folder, front matter and all. */
export async function exportArtefact(artefact: OpenArtefact, as: ArtefactFormat): Promise<ExportedFile> {
  const named = (mediaType: string, bytes: Uint8Array): ExportedFile => ({
    name: `${basename(artefact.path, '.md')}.${as}`,
    mediaType,
    bytes,
  });
  const encode = (text: string) => new TextEncoder().encode(text);
  switch (as) {
    case 'md':
      return named('text/markdown; charset=utf-8', encode(artefact.markdown));
    case 'html':
      return named('text/html; charset=utf-8', encode(artefactHtml(artefact)));
    case 'docx': {
      // Loaded when first asked for: it is large, and most commands never need it.
      const { artefactDocx } = await import('./artefact-docx.ts');
      return named('application/vnd.openxmlformats-officedocument.wordprocessingml.document', await artefactDocx(artefact));
    }
    default:
      return neverHere(as);
  }
}
