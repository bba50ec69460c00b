import type { FlowDiff } from '../../../engine/flow/flow-change.ts';
import { escapeHtml } from '../../../engine/exports/escape-html.ts';
import { formatInstant } from '../../ui/format-date.ts';
import { countOf } from '../../ui/format-count.ts';
import { comparisonDocument } from './comparison-document.ts';

/** What one version does otherwise than another, in sentences, as one HTML file that needs nothing else. Microseconds in. */
export function versionsHtml(flowName: string, { changes, layoutOnly }: FlowDiff, names: readonly [string, string], atUs: number): string {
  const title = `${flowName}: ${names[0]} and ${names[1].toLowerCase()}`;
  const head =
    changes.length === 0
      ? layoutOnly
        ? 'They differ in nothing that a run could notice.'
        : 'Both are the same.'
      : `${countOf(changes.length, 'difference')}.`;
  return comparisonDocument(
    title,
    `<h1>${escapeHtml(title)}</h1>
<p class="quiet">A is ${escapeHtml(names[0])}, B is ${escapeHtml(names[1])}. Written by Atelier Studio on ${escapeHtml(formatInstant(atUs))}.</p>
<section class="divergence"><p class="sentence">${escapeHtml(head)}</p></section>
<ul>
${changes.map(({ sentence }) => `<li>${escapeHtml(sentence)}</li>`).join('\n')}
</ul>`,
  );
}
