import { ARTEFACT_CSS } from './artefact-css.ts';
import { escapeHtml } from './escape-html.ts';

/**
 * One HTML file that needs nothing else: no script, no network, no font but those of the machine; its styles make A4 pages when printed.
 * The page's own policy forbids all that a hostile text could bring in. `body` is HTML, the title is text.
 */
export const htmlPage = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Atelier Studio">
<title>${escapeHtml(title)}</title>
<style>${ARTEFACT_CSS}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
