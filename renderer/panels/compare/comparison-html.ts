import type { ComparedStep, RunComparison } from '../../../engine/compare/run-comparison.ts';
import { escapeHtml } from '../../../engine/exports/escape-html.ts';
import { formatDuration } from '../../ui/format-duration.ts';
import { formatInstant } from '../../ui/format-date.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { countOf } from '../../ui/format-count.ts';
import { comparisonDocument } from './comparison-document.ts';
import { CAUSE_WORDS, placeOf, stepWords } from './divergence-words.ts';
import { figureLines, stepDelta } from './figure-lines.ts';
import type { ReadContent } from './step-contents.ts';
import type { TextPart } from './value-changes.ts';

/**
 * A comparison as one HTML file that needs nothing else: no script, no font, no picture from elsewhere. `contents` holds what differs, by the step's
 * place; masked values are not in it. Microseconds in.
 */
export function comparisonHtml(comparison: RunComparison, contents: ReadonlyMap<string, readonly ReadContent[]>, atUs: number): string {
  const { a, b, first, steps } = comparison;
  const title = `${a.flow.name}: two runs side by side`;
  const same = steps.filter(step => step.same).length;
  return comparisonDocument(
    title,
    `<h1>${escapeHtml(title)}</h1>
<p class="quiet">Written by Atelier Studio on ${escapeHtml(formatInstant(atUs))}.</p>
<section class="divergence"><h2>First divergence</h2>${divergenceHtml(first, steps)}</section>
<section><h2>Figures</h2>
<table><thead><tr><th scope="col">Figure</th><th scope="col">A</th><th scope="col">B</th><th scope="col">B less A</th></tr></thead>
<tbody>
<tr><th scope="row">Of</th>${cells([headWords(a), headWords(b), ''])}</tr>
${figureLines(comparison)
  .map(line => `<tr><th scope="row">${escapeHtml(line.name)}</th>${cells([line.a, line.b, line.delta])}</tr>`)
  .join('\n')}
</tbody></table></section>
<section><h2>Steps</h2>
${steps
  .filter(step => !step.same)
  .map(step => stepHtml(step, contents.get(placeOf(step)) ?? []))
  .join('\n')}
<p class="quiet">${escapeHtml(`${countOf(same, 'step')} did the same in both and ${same === 1 ? 'is' : 'are'} left out.`)}</p>
</section>
<section class="origins"><h2>What was compared</h2>
<table><thead><tr><th scope="col">What</th><th scope="col">A</th><th scope="col">B</th></tr></thead>
<tbody>
${originsHtml(comparison)}
</tbody></table></section>`,
  );
}

const cells = (texts: readonly string[]): string => texts.map(text => `<td>${escapeHtml(text)}</td>`).join('');

const headWords = ({ mode, flow }: RunComparison['a']): string =>
  `${flow.versionNo === null ? 'Draft' : `Version ${String(flow.versionNo)}`}, ${mode} run`;

/** By what the two runs, their definitions and their evidence can be found again; hashes whole. */
const originsHtml = ({ a, b }: RunComparison): string => {
  const origins = [
    ['Run', a.runId, b.runId],
    ['Flow', a.flow.versionHash, b.flow.versionHash],
    ['Packet', a.packetHash, b.packetHash],
  ] as const;
  return origins.map(([name, was, is]) => `<tr><th scope="row">${name}</th>${cells([was, is])}</tr>`).join('\n');
};

function divergenceHtml(first: RunComparison['first'], steps: readonly ComparedStep[]): string {
  if (first === null) return '<p class="sentence">Both did the same, as far as it can be told.</p>';
  const title = steps.find(step => step.id === first.stepId)?.title;
  return `<p class="quiet">${title === undefined ? '' : `At “${escapeHtml(title)}”. `}${escapeHtml(CAUSE_WORDS[first.cause])}.</p>
<p class="sentence">${escapeHtml(first.sentence)}</p>`;
}

function stepHtml(step: ComparedStep, contents: readonly ReadContent[]): string {
  const facts = [step.a, step.b].map((side, index) =>
    side === null
      ? `${index === 0 ? 'A' : 'B'} did not come here`
      : `${index === 0 ? 'A' : 'B'}: ${side.state}, ${formatDuration(side.durationMs * 1000)}, ${countOf(side.tokens, 'token')}, ${formatMoney(side.costMicroUsd)}, ${countOf(side.citations, 'citation')}`,
  );
  return `<article>
<h3>${escapeHtml(step.title)}${step.visit > 1 ? ` ×${String(step.visit)}` : ''} <span class="quiet">${escapeHtml(stepWords(step))}</span></h3>
<p class="quiet">${facts.map(escapeHtml).join('<br>')}${step.delta === null ? '' : `<br>${escapeHtml(`B less A: ${stepDelta(step.delta)}`)}`}</p>
${contents.map(contentHtml).join('\n')}
</article>`;
}

const contentHtml = ({ name, changes, note }: ReadContent): string => `<h4>${escapeHtml(name)}</h4>
${note === null ? '' : `<p class="quiet">${escapeHtml(note)}</p>`}
${
  changes.length === 0
    ? ''
    : `<table class="changes"><tbody>${changes
        .map(
          ({ place, a, b }) =>
            `<tr><th scope="row">${escapeHtml(place)}</th><td>${partsHtml(a, 'del')}</td><td>${partsHtml(b, 'ins')}</td></tr>`,
        )
        .join('\n')}</tbody></table>`
}`;

const partsHtml = (parts: readonly TextPart[] | null, tag: 'del' | 'ins'): string =>
  parts === null
    ? '<span class="quiet">not here</span>'
    : parts.map(({ text, how }) => (how === 'own' ? `<${tag}>${escapeHtml(text)}</${tag}>` : escapeHtml(text))).join('');
