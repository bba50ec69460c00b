/** Where a citation's link leads inside the viewer: `#citation-3`. */
const LINK = '#citation-';

/**
 * Makes each `[3]` of the document a link to its citation, so that the reader of Markdown tells it apart from text. Brackets that are escaped belong
 * to the text; numbers without a citation stay as they stand. A front matter is left out, and so is the sign before a contested flag: the viewer draws its own.
 */
export function citedMarkdown(markdown: string, known: (number: number) => boolean): string {
  return markdown
    .replace(/^---\n[\s\S]*?\n---\n/, '')
    .replaceAll(/⚠️?\s*(?=\*\*Contested[.:]\*\*)/g, '')
    .replaceAll(/\\[\s\S]|\[(\d{1,5})\](?![([:])/g, (whole, digits: string | undefined) =>
      digits === undefined || !known(Number(digits)) ? whole : `[${digits}](${LINK}${digits})`,
    );
}

/** The number of the citation a link leads to; null for any other link. */
export function citationNumber(href: string | undefined): number | null {
  if (href === undefined || !href.startsWith(LINK)) return null;
  const number = Number(href.slice(LINK.length));
  return Number.isInteger(number) ? number : null;
}
