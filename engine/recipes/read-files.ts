import { ok, refused, type Result } from '../base/result.ts';
import type { SourceFile } from '../packet/packet-manifest.ts';
import { MAX_SLICE_BYTES } from '../packet/packet.ts';
import type { SourceOf } from '../packet/slice-source.ts';
import { readDocument } from './read-document.ts';
import type { SourceReading } from './source-reading.ts';
import type { SourceRoot } from './source-root.ts';

/** So many files are named one by one. */
const MAX_LISTED = 1000;

/** The documents that a pattern names, in the order of their paths: one text with each under its path, or a list. Empty files are passed over. */
export async function readFiles(
  { glob, as, encoding, combine }: SourceOf<'files'>,
  root: SourceRoot,
): Promise<Result<SourceReading, string>> {
  const found = await root.find(glob);
  if (!found.ok) return found;
  const { paths, passed } = found.value;
  const documents: { readonly path: string; readonly text: string }[] = [];
  const files: SourceFile[] = [];
  const notes: string[] = passed === 0 ? [] : [`${counted(passed, 'link')} that lead outside or nowhere were passed over.`];
  const empty: string[] = [];
  let sourceBytes = 0;
  let chars = 0;
  for (const path of paths) {
    const file = await root.read(path);
    if (!file.ok) return file;
    const { content, ...facts } = file.value;
    sourceBytes += facts.bytes;
    files.push(facts);
    if (content.length === 0) {
      empty.push(path);
      continue;
    }
    const read = await readDocument(path, content, { as, encoding, wantsText: true });
    if (!read.ok) return refused(`${path} cannot be read: ${read.error}`);
    const text = typeof read.value.value === 'string' ? read.value.value : JSON.stringify(read.value.value, null, 2);
    chars += text.length;
    if (chars > MAX_SLICE_BYTES) return refused(`${glob} matches more than the 32 MB of text that a slice may have. Narrow it.`);
    documents.push({ path, text });
    notes.push(...read.value.notes.map(note => `${path}: ${note}`));
  }
  if (documents.length === 0) return refused(`${glob} matches only empty files. Put text into them, or name others.`);
  if (empty.length > 0)
    notes.push(`${counted(empty.length, 'empty file')} passed over: ${empty.slice(0, 5).join(', ')}${empty.length > 5 ? ' …' : ''}.`);
  return ok({
    value: combine === 'list' ? documents : oneText(documents),
    origin: {
      from: 'files',
      source: glob,
      sourceBytes,
      files: files.slice(0, MAX_LISTED),
      fileCount: files.length,
      notes: notes.length > 50 ? [...notes.slice(0, 50), `${counted(notes.length - 50, 'more note')}.`] : notes,
    },
  });
}

const oneText = (documents: readonly { readonly path: string; readonly text: string }[]): string =>
  documents.map(({ path, text }) => `## ${path}\n\n${text.trim()}`).join('\n\n');

const counted = (count: number, what: string): string => `${String(count)} ${what}${count === 1 ? '' : 's'}`;
