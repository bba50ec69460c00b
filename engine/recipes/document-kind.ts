import type { ReadAs } from '../packet/slice-source.ts';

export type DocumentKind = Exclude<ReadAs, 'auto'>;

const ENDINGS: Readonly<Record<string, DocumentKind>> = {
  md: 'markdown',
  markdown: 'markdown',
  mdx: 'markdown',
  htm: 'html',
  html: 'html',
  xhtml: 'html',
  pdf: 'pdf',
  docx: 'docx',
  docm: 'docx',
  json: 'json',
  csv: 'csv',
  tsv: 'csv',
};

/** What kind of document a file is: by its first bytes where these say so, else by its ending; else a text. */
export function documentKind(fileName: string, bytes: Uint8Array): DocumentKind {
  const start = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  // The mark of a PDF stands within the first 1,024 bytes (ISO 32000-1, annex H, note 13).
  if (start.includes('%PDF-')) return 'pdf';
  const byEnding = ENDINGS[/\.([a-z0-9]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? ''] ?? 'text';
  return byEnding === 'text' && start.startsWith('PK\u0003\u0004') ? 'docx' : byEnding;
}

/** Why a file that is held by no reader here cannot be read, by its first bytes; null when it may be. */
export function unreadableKind(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  if (start.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'))
    return 'it is an old Office file (.doc, .xls), or one that is protected with a password. Open it in Office and save it as .docx without a password.';
  if (/^(?:\x89PNG|\xff\xd8\xff|GIF8|RIFF|II\*\0|MM\0\*)/.test(start))
    return 'it is a picture. Have its text recognised (OCR) and name that text.';
  if (start.startsWith('{\\rtf')) return 'it is an RTF file. Save it as .docx or as plain text.';
  if (start.startsWith('SQLite format 3\0')) return 'it is an SQLite database. Choose the source “SQLite” and say which rows.';
  return null;
}
