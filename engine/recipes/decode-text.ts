import { isUtf8 } from 'node:buffer';
import { ok, refused, type Result } from '../base/result.ts';
import type { TextEncoding } from '../packet/slice-source.ts';

/** A text and what reading it had to decide, as sentences. */
export interface DecodedText {
  readonly text: string;
  readonly notes: readonly string[];
}

type Known = Exclude<TextEncoding, 'auto'>;

const NAMES: Record<Known, string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 (little-endian)',
  'utf-16be': 'UTF-16 (big-endian)',
  'windows-1252': 'Windows-1252',
  'iso-8859-1': 'ISO 8859-1 (Latin-1)',
};

/**
 * A text file's text: without its byte order mark, and each line ended by `\n`. What is not plain UTF-8 is told. Refused, with a sentence, when the bytes
 * are no text in the encoding, or in none. Latin-1 is read as Windows-1252, which has the same letters and fills its control codes with quotes and
 * dashes, as browsers read it (https://encoding.spec.whatwg.org/#names-and-labels).
 */
export function decodeText(bytes: Uint8Array, encoding: TextEncoding = 'auto'): Result<DecodedText, string> {
  const marked = markOf(bytes);
  if (encoding !== 'auto' && marked !== null && marked !== encoding)
    return refused(`it is marked as ${NAMES[marked]} and not ${NAMES[encoding]}. Leave the encoding to be found out.`);
  const found = encoding !== 'auto' ? encoding : (marked ?? unmarked(bytes));
  if (found === null) return refused('it is no text: it holds bytes that no text has. Name a text, PDF, Word, Markdown, CSV or JSON file.');
  const decoded = decoded16(bytes, found) ?? decoded8(bytes, found);
  if (decoded === null) return refused(`it is not ${NAMES[found]}. Save it as UTF-8, or leave the encoding to be found out.`);
  const { text, note } = oneLineEnd(decoded);
  const isPlain = found === 'utf-8' || encoding !== 'auto';
  return ok({
    text,
    notes: [...(isPlain ? [] : [`Read as ${NAMES[found]}${marked === null ? ', which its bytes look like' : ''}.`]), ...note],
  });
}

function markOf(bytes: Uint8Array): Known | null {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return null;
}

/** How many bytes are looked at to tell UTF-16 without a mark from what is no text. */
const LOOKED_AT = 4096;

function unmarked(bytes: Uint8Array): Known | null {
  const start = bytes.subarray(0, LOOKED_AT);
  if (start.includes(0)) {
    // Western text in UTF-16 has a zero in each second place and hardly one in the others.
    const zeros = [0, 0];
    start.forEach((byte, place) => {
      if (byte === 0) zeros[place % 2] = (zeros[place % 2] ?? 0) + 1;
    });
    const [even = 0, odd = 0] = zeros;
    const half = start.length / 2;
    if (bytes.length % 2 === 0 && odd > half * 0.4 && even < half * 0.05) return 'utf-16le';
    if (bytes.length % 2 === 0 && even > half * 0.4 && odd < half * 0.05) return 'utf-16be';
    return null;
  }
  if (isUtf8(bytes)) return 'utf-8';
  // Five places of Windows-1252 are empty; control codes other than tab, line end and form feed stand in no text.
  return start.some(byte => (byte < 0x20 && ![9, 10, 12, 13].includes(byte)) || [0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(byte))
    ? null
    : 'windows-1252';
}

function decoded16(bytes: Uint8Array, encoding: Known): string | null {
  if (encoding !== 'utf-16le' && encoding !== 'utf-16be') return null;
  const text = attempt(() => new TextDecoder(encoding, { fatal: true }).decode(bytes));
  return text === null || text.includes('\0') ? null : text;
}

function decoded8(bytes: Uint8Array, encoding: Known): string | null {
  if (encoding === 'utf-16le' || encoding === 'utf-16be' || bytes.includes(0)) return null;
  return attempt(() => new TextDecoder(encoding, { fatal: true }).decode(bytes));
}

function attempt(decode: () => string): string | null {
  try {
    return decode();
  } catch {
    return null;
  }
}

/** Every line ended by `\n`; told when there were several kinds. */
function oneLineEnd(text: string): { readonly text: string; readonly note: readonly string[] } {
  if (!text.includes('\r')) return { text, note: [] };
  const windows = countOf(text, '\r\n');
  const old = countOf(text, '\r') - windows;
  const unix = countOf(text, '\n') - windows;
  const kinds = [
    { count: windows, words: 'Windows' },
    { count: unix, words: 'Unix' },
    { count: old, words: 'old Mac' },
  ].filter(({ count }) => count > 0);
  const note =
    kinds.length === 1
      ? []
      : [`Its line ends were mixed (${kinds.map(({ count, words }) => `${String(count)} ${words}`).join(', ')}) and are all alike now.`];
  return { text: text.replace(/\r\n?/g, '\n'), note };
}

function countOf(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) count++;
  return count;
}
