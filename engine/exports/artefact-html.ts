import { artefactDocument, type DocumentSource } from './artefact-document.ts';
import { blocksHtml, WARNING_SIGN } from './blocks-html.ts';
import { escapeHtml } from './escape-html.ts';
import { htmlPage } from './html-page.ts';
import type { OpenArtefact } from './open-artefact.ts';
import { checkSentence, originLines, sourcePlace, WITHHELD } from './source-words.ts';

/**
 * An artefact as one HTML file that needs nothing else: no script, no network, no font but those of the machine; its styles make A4 pages when printed.
 * The page's own policy forbids all that a hostile text could bring in.
 */
export function artefactHtml(artefact: OpenArtefact): string {
  const { blocks, sources } = artefactDocument(artefact);
  return htmlPage(artefact.title, `${blocksHtml(blocks)}\n${sourcesHtml(sources)}\n${originHtml(artefact)}`);
}

function sourcesHtml(sources: readonly DocumentSource[]): string {
  if (sources.length === 0) return '';
  const entries = sources.map(source => {
    const quote = source.isWithheld ? `<i>${WITHHELD}</i>` : `“${escapeHtml(source.quote)}”`;
    const flag = source.isTrue ? '' : ` <strong class="flag">${WARNING_SIGN} The slice does not say so</strong>`;
    return `<li id="source-${source.number}" value="${source.number}">${quote}<span class="place">${escapeHtml(sourcePlace(source))}</span>${flag}</li>`;
  });
  return `<section class="sources"><h2>Sources</h2><ol>${entries.join('')}</ol></section>`;
}

function originHtml({ origin, path, citations }: OpenArtefact): string {
  const lines = originLines(origin, path).map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`);
  return `<section class="origin"><h2>Where this comes from</h2><p>${escapeHtml(checkSentence(citations))}</p><dl>${lines.join('')}</dl></section>`;
}
