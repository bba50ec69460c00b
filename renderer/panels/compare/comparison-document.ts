import { escapeHtml } from '../../../engine/exports/escape-html.ts';
import { COMPARISON_CSS } from './comparison-css.ts';

/** An exported comparison around what it says: no script, no font, no picture from elsewhere, and a policy that lets none in. `main` is HTML. */
export const comparisonDocument = (title: string, main: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>${COMPARISON_CSS}</style>
</head>
<body>
<main>
${main}
</main>
</body>
</html>
`;
