import { getDocumentProxy } from 'unpdf';
import { ok, refused, type Result } from '../base/result.ts';
import type { DecodedText } from './decode-text.ts';

const MAX_PAGES = 5000;

/** The text of a PDF, page by page with an empty line between, or a sentence on why there is none. Pictures are not looked at. */
export async function readPdf(bytes: Uint8Array): Promise<Result<DecodedText, string>> {
  try {
    // The library takes the bytes over; nothing of what they hold is run, drawn or fetched.
    const pdf = await getDocumentProxy(new Uint8Array(bytes), {
      disableFontFace: true,
      maxImageSize: 0,
      verbosity: 0,
    });
    try {
      if (pdf.numPages > MAX_PAGES)
        return refused(`it has ${String(pdf.numPages)} pages; at most ${String(MAX_PAGES)} are read. Cut it into parts.`);
      const pages: string[] = [];
      for (let page = 1; page <= pdf.numPages; page++) pages.push(await pageText(pdf, page));
      return textOf(pages);
    } finally {
      await pdf.loadingTask.destroy();
    }
  } catch (error) {
    return refused(faultOf(error));
  }
}

async function pageText(pdf: Awaited<ReturnType<typeof getDocumentProxy>>, number: number): Promise<string> {
  const page = await pdf.getPage(number);
  const { items } = await page.getTextContent();
  const text = items.map(item => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
  page.cleanup();
  // Fonts may name half characters and control codes, which no text holds.
  return text
    .toWellFormed()
    .replace(/[\0-\x08\x0b-\x1f]/g, '')
    .replace(/[ \t]+$/gm, '')
    .trim();
}

function textOf(pages: readonly string[]): Result<DecodedText, string> {
  const empty = pages.flatMap((text, index) => (text === '' ? [String(index + 1)] : []));
  if (empty.length === pages.length)
    return refused('it holds no text, only pictures, as a scan does. Have its text recognised (OCR) and name that file.');
  const notes =
    empty.length === 0
      ? []
      : [
          `${empty.length === 1 ? `Page ${empty[0] ?? ''} holds` : `${String(empty.length)} of ${String(pages.length)} pages (${shortList(empty)}) hold`} no text; what a scan shows there is not read.`,
        ];
  return ok({ text: pages.filter(text => text !== '').join('\n\n'), notes });
}

const shortList = (words: readonly string[]): string => (words.length > 8 ? `${words.slice(0, 8).join(', ')} …` : words.join(', '));

function faultOf(error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  if (name === 'PasswordException') return 'it is protected with a password. Save it without one.';
  if (name === 'InvalidPDFException' || name === 'FormatError') return 'it is no whole PDF: it is damaged or cut off. Get the file again.';
  return 'it cannot be read as a PDF: it is damaged. Get the file again, or save it anew.';
}
