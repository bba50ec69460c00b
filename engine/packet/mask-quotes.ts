import type { SliceName } from '../base/ids.ts';
import { isJsonObject, type Json } from '../base/json.ts';
import { MASKED } from './mask.ts';

/**
 * A written document without the words that it quotes from sensitive slices: in its list of sources, and where a contested claim is held against a
 * passage. The place of each stays, so that whoever may see the slice finds it. What the document itself states stays too: that is what it was written
 * for. `output` is what the step answered, with its `citations`.
 */
export function maskQuotes(markdown: string, output: Json, isSensitive: (slice: SliceName) => boolean): string {
  const quotes = sensitiveQuotes(output, isSensitive);
  if (quotes.size === 0) return markdown;
  let inSources = false;
  return markdown
    .split('\n')
    .map(line => {
      if (line.startsWith('#')) inSources = line === '## Sources';
      return inSources || line.startsWith('- ⚠') ? withoutQuote(line, quotes) : line;
    })
    .join('\n');
}

/** A line's quote stands last in it, before its number; it may hold quotation marks itself. */
function withoutQuote(line: string, quotes: ReadonlySet<string>): string {
  const end = line.lastIndexOf('”');
  for (let start = line.indexOf('“'); start >= 0 && start < end; start = line.indexOf('“', start + 1))
    if (quotes.has(plain(line.slice(start + 1, end)))) return `${line.slice(0, start)}“${MASKED}”${line.slice(end + 1)}`;
  return line;
}

function sensitiveQuotes(output: Json, isSensitive: (slice: SliceName) => boolean): ReadonlySet<string> {
  const citations = isJsonObject(output) && Array.isArray(output['citations']) ? (output['citations'] as readonly Json[]) : []; // true: an array inside JSON
  return new Set(
    citations.flatMap(citation => {
      if (!isJsonObject(citation)) return [];
      const { slice, quote } = citation;
      return typeof slice === 'string' && typeof quote === 'string' && isSensitive(slice as SliceName) ? [plain(quote)] : []; // true or the name of no slice;
    }),
  );
}

/** Without Markdown's escapes, in one line. */
const plain = (text: string): string =>
  text
    .replace(/\\([\\`*_[\]<>#])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
