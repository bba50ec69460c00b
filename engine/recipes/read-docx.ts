import mammoth from 'mammoth';
import { ok, refused, type Result } from '../base/result.ts';
import type { DecodedText } from './decode-text.ts';
import { readHtml } from './read-html.ts';
import { zipEntries } from './zip-entries.ts';

/** A document of a thousand pages with its pictures stays far below. */
const MAX_UNPACKED_BYTES = 512 * 1024 * 1024;

/** The text of a Word document: headings, paragraphs, lists, tables and notes in their order. Pictures are left out, and told. */
export async function readDocx(bytes: Uint8Array): Promise<Result<DecodedText, string>> {
  const entries = zipEntries(bytes, MAX_UNPACKED_BYTES);
  if (!entries.ok) return entries;
  if (!entries.value.some(name => name === 'word/document.xml' || name.endsWith('/document.xml')))
    return refused('it is an archive, but no Word document. Unpack it and name the files in it.');
  let pictures = 0;
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) },
      {
        externalFileAccess: false,
        convertImage: mammoth.images.imgElement(() => {
          pictures += 1;
          return Promise.resolve({ src: '' });
        }),
      },
    );
    const text = readHtml(value);
    if (text === '') return refused('it holds no text.');
    const note = pictures === 0 ? [] : [`${pictures === 1 ? 'A picture was' : `${String(pictures)} pictures were`} left out.`];
    return ok({ text, notes: note });
  } catch {
    // What the library says is about XML and parts, which helps nobody who holds a document.
    return refused('it is no whole Word document: it is damaged. Open it in Word, and save it again.');
  }
}
