/** The look of an exported comparison: on a screen in both themes, and on paper. */
export const COMPARISON_CSS = `
:root { color-scheme: light dark; --text: #1a1e25; --quiet: #545d6b; --line: #c6cbd3; --ground: #fff; --own-a: #fce8ea; --own-b: #e0f3e7; }
@media (prefers-color-scheme: dark) { :root { --text: #e6e9ee; --quiet: #a3adba; --line: #3d4653; --ground: #0f1216; --own-a: #3d1e23; --own-b: #183021; } }
body { margin: 0; font: 14px/1.5 Inter, system-ui, sans-serif; color: var(--text); background: var(--ground); }
main { max-width: 1080px; padding: 32px 24px; margin: 0 auto; }
h1 { margin: 0; font-size: 22px; } h2 { margin: 28px 0 8px; font-size: 16px; } h3 { margin: 20px 0 4px; font-size: 14px; } h4 { margin: 10px 0 4px; font-size: 13px; }
.quiet { font-weight: 400; color: var(--quiet); } .sentence { font-size: 16px; }
.divergence { padding: 4px 16px 8px; margin-top: 20px; border: 1px solid var(--line); border-left-width: 6px; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; } th, td { padding: 4px 8px 4px 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th { font-weight: 400; color: var(--quiet); } .changes th { width: 20%; } .changes td { white-space: pre-wrap; }
del { background: var(--own-a); text-decoration: line-through; } ins { background: var(--own-b); text-decoration: underline; }
th:first-child { width: 22%; } .origins td { font: 11px/1.5 monospace; }
article { border-top: 1px solid var(--line); }
@page { margin: 16mm; }
@media print { :root { color-scheme: light; --text: #000; --quiet: #444; --line: #999; --ground: #fff; --own-a: #fff; --own-b: #fff; } body { font-size: 10pt; } main { max-width: none; padding: 0; } h3 { break-after: avoid; } tr { break-inside: avoid; } }
`;
