import { MATRIX_COLUMNS, matrixSums, matrixVerdict, type MatrixRow, type VersionMatrix } from '../../../engine/compare/version-matrix.ts';
import { escapeHtml } from '../../../engine/exports/escape-html.ts';
import { formatInstant } from '../../ui/format-date.ts';
import { comparisonDocument } from './comparison-document.ts';
import { COLUMN_WORDS, MATRIX_WORDS, matrixSentence, sideWords, sumPair, sumWords } from './matrix-words.ts';

/** A matrix as one HTML file that needs nothing else; `names` are what the two versions are called. Microseconds in. */
export function matrixHtml({ rows, flowNames }: VersionMatrix, names: readonly [string, string], atUs: number): string {
  const sums = matrixSums(rows);
  const title = `${flowNames.b}: two versions on the test set`;
  return comparisonDocument(
    title,
    `<h1>${escapeHtml(title)}</h1>
<p class="quiet">A is ${escapeHtml(names[0])}, B is ${escapeHtml(names[1])}. Written by Atelier Studio on ${escapeHtml(formatInstant(atUs))}.</p>
<section class="divergence"><p class="sentence">${escapeHtml(matrixSentence(rows, sums, names))}</p></section>
<section><h2>Packet by packet</h2>
<table><thead><tr><th scope="col">Packet</th>${MATRIX_COLUMNS.map(column => `<th scope="col">${COLUMN_WORDS[column]}</th>`).join('')}</tr></thead>
<tbody>
<tr><th scope="row">All together</th>${MATRIX_COLUMNS.map(column => {
      const pair = sumPair(column, sums);
      return `<td>${escapeHtml(sumWords(column, sums))}${pair === null ? '' : `<br><span class="quiet">${escapeHtml(`${pair[0]} → ${pair[1]}`)}</span>`}</td>`;
    }).join('')}</tr>
${rows.map(rowHtml).join('\n')}
</tbody></table></section>`,
  );
}

function rowHtml(row: MatrixRow): string {
  const first = row.first === null ? '' : `<br><span class="quiet">${escapeHtml(row.first.sentence)}</span>`;
  const cells = MATRIX_COLUMNS.map(column => {
    const verdict = matrixVerdict(column, row);
    const pair = `${sideWords(column, row.a)} → ${sideWords(column, row.b)}`;
    return `<td>${verdict === 'unknown' ? '' : `${MATRIX_WORDS[verdict]}<br>`}<span class="quiet">${escapeHtml(pair)}</span></td>`;
  });
  return `<tr><th scope="row">${escapeHtml(row.title)}${first}</th>${cells.join('')}</tr>`;
}
