import { convert } from 'html-to-text';

/** The text of a page: headings, paragraphs, lists and tables in their order; no scripts, styles, pictures, and of links only their words. */
export function readHtml(html: string): string {
  return convert(html, {
    wordwrap: false,
    // Beyond these a page is no page that anybody wrote.
    limits: { maxDepth: 500, maxInputLength: 64 * 1024 * 1024 },
    selectors: [
      { selector: 'img', format: 'skip' },
      { selector: 'a', options: { ignoreHref: true } },
      { selector: 'table', format: 'dataTable', options: { uppercaseHeaderCells: false, maxColumnWidth: 120 } },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map(selector => ({ selector, options: { uppercase: false } })),
    ],
  })
    .replace(/[ \t]+$/gm, '')
    .trim();
}
