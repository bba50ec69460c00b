/** Styles of an exported artefact: quiet on a screen, light or dark, and A4 pages with their numbers on paper. */
export const ARTEFACT_CSS = `
:root { color-scheme: light dark; --text: #1a1e25; --quiet: #545d6b; --line: #d5d9e0; --ground: #fff; --warn: #8a5108; --warn-ground: #fdf3e0; --link: #3846ad; }
@media (prefers-color-scheme: dark) { :root { --text: #e6e9ee; --quiet: #a3adba; --line: #333b47; --ground: #12161b; --warn: #e0ab58; --warn-ground: #2c2416; --link: #a3b0fa; } }
html { background: var(--ground); color: var(--text); font: 11pt/1.55 Inter, "Segoe UI", system-ui, -apple-system, "Helvetica Neue", Arial, sans-serif; }
body { margin: 0; }
main { max-width: 46rem; margin: 0 auto; padding: 2.5rem 1.5rem 4rem; }
h1 { margin: 0 0 .3rem; font-size: 1.7rem; line-height: 1.25; }
h2 { margin: 2rem 0 .5rem; font-size: 1.1rem; line-height: 1.3; }
h3, h4, h5, h6 { margin: 1.4rem 0 .4rem; font-size: 1rem; }
p { margin: 0 0 .6rem; }
ul, ol { margin: 0 0 .6rem; padding-left: 1.5rem; }
li { margin: 0 0 .4rem; overflow-wrap: anywhere; }
li > p { margin: 0; }
blockquote { margin: 0 0 .6rem; padding-left: 1rem; color: var(--quiet); border-left: 3px solid var(--line); }
pre, code { font-family: "JetBrains Mono", ui-monospace, Menlo, Consolas, monospace; font-size: .88em; }
pre { padding: .7rem .9rem; overflow-x: auto; white-space: pre-wrap; border: 1px solid var(--line); border-radius: 6px; }
table { margin: 0 0 .8rem; border-collapse: collapse; }
th, td { padding: .3rem .6rem; text-align: left; vertical-align: top; border: 1px solid var(--line); }
hr { margin: 1.6rem 0; border: 0; border-top: 1px solid var(--line); }
.citation { padding: 0 .1em; font-size: .85em; color: var(--link); text-decoration: none; }
.citation:hover, .citation:focus { text-decoration: underline; }
.contested { margin: 0; padding: .5rem .75rem; background: var(--warn-ground); border-left: 3px solid var(--warn); }
.flag { color: var(--warn); white-space: nowrap; }
.flag svg { vertical-align: -.12em; }
.reason { display: block; margin-top: .25rem; color: var(--quiet); }
.address { color: var(--quiet); font-size: .9em; overflow-wrap: anywhere; }
.sources { font-size: .92em; }
.place { display: block; color: var(--quiet); }
li:target { background: var(--warn-ground); }
.origin { margin-top: 2.5rem; padding-top: .5rem; font-size: .82em; color: var(--quiet); border-top: 1px solid var(--line); }
.origin h2 { margin-top: .8rem; color: var(--text); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: 0; }
dt { font-weight: 600; }
dd { margin: 0; overflow-wrap: anywhere; font-family: "JetBrains Mono", ui-monospace, Menlo, Consolas, monospace; font-size: .92em; }
@page { size: A4; margin: 20mm 18mm 22mm; @bottom-right { content: counter(page) " / " counter(pages); font: 9pt sans-serif; color: #545d6b; } }
@media print {
  :root { --text: #000; --quiet: #444; --line: #bbb; --ground: #fff; --warn: #6d3f00; --warn-ground: #fdf3e0; --link: #222a70; }
  main { max-width: none; padding: 0; }
  h1, h2, h3 { break-after: avoid; }
  li, .contested, tr, pre { break-inside: avoid; }
  .contested { print-color-adjust: exact; }
  .origin { break-inside: avoid; }
}
`;
