import type { MatrixColumn, MatrixRow, MatrixSide, MatrixSums, MatrixVerdict } from '../../../engine/compare/version-matrix.ts';
import { MATRIX_COLUMNS, matrixVerdict } from '../../../engine/compare/version-matrix.ts';
import { countOf, formatCount } from '../../ui/format-count.ts';
import { formatDuration } from '../../ui/format-duration.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { STATUS_WORDS } from '../runs/run-sentence.ts';

export const COLUMN_WORDS: Readonly<Record<MatrixColumn, string>> = {
  outcome: 'Outcome',
  expected: 'As expected',
  contested: 'Contested claims',
  cost: 'Cost',
  time: 'Time',
};

/** What the second version is beside the first; its shape and its colour only repeat the word. */
export const MATRIX_WORDS: Readonly<Record<MatrixVerdict, string>> = {
  better: 'better',
  worse: 'worse',
  same: 'same',
  differs: 'differs',
  unknown: '–',
};

/** A side's word in a column: `Succeeded`, `2 of 14`, `$0.04`; a dash where it has none. */
export function sideWords(column: MatrixColumn, side: MatrixSide): string {
  if (side.kind !== 'ran') return column !== 'outcome' ? '–' : side.kind === 'missing' ? 'not run' : 'cannot run';
  switch (column) {
    case 'outcome':
      return STATUS_WORDS[side.status];
    case 'expected':
      return side.isMet === null ? '–' : side.isMet ? 'yes' : 'no';
    case 'contested':
      return side.claims === 0 ? '–' : `${formatCount(side.contestedClaims)} of ${formatCount(side.claims)}`;
    case 'cost':
      return formatMoney(side.costMicroUsd);
    case 'time':
      return side.durationMs === null ? '–' : formatDuration(side.durationMs * 1000);
  }
}

/** True when the two versions did not do the same on the packet, or nobody knows yet. */
export const rowDiffers = (row: MatrixRow): boolean =>
  row.first !== null ||
  row.a.kind !== 'ran' ||
  row.b.kind !== 'ran' ||
  MATRIX_COLUMNS.some(column => ['better', 'worse', 'differs'].includes(matrixVerdict(column, row)));

/** How often the second is what in one column: `2 better, 1 worse, 3 same`. */
export function sumWords(column: MatrixColumn, { verdicts }: MatrixSums): string {
  const { better, worse, same, differs } = verdicts[column];
  const parts = [
    ...(better > 0 ? [`${String(better)} better`] : []),
    ...(worse > 0 ? [`${String(worse)} worse`] : []),
    ...(differs > 0 ? [`${String(differs)} otherwise`] : []),
    ...(same > 0 ? [`${String(same)} same`] : []),
  ];
  return parts.length === 0 ? '–' : parts.join(', ');
}

/** Both sides' sum in a column, over the packets that both ran on and, for figures, ended alike on; null where adding up says nothing. */
export function sumPair(column: MatrixColumn, { a, b, both, alike }: MatrixSums): readonly [string, string] | null {
  if (both === 0 || (alike === 0 && column !== 'outcome' && column !== 'expected')) return null;
  switch (column) {
    case 'outcome':
      return [`${String(a.succeeded)} of ${String(both)} succeeded`, `${String(b.succeeded)} of ${String(both)} succeeded`];
    case 'expected':
      return a.judged + b.judged === 0 ? null : [`${String(a.met)} of ${String(a.judged)}`, `${String(b.met)} of ${String(b.judged)}`];
    case 'contested':
      return [
        `${formatCount(a.contestedClaims)} of ${formatCount(a.claims)}`,
        `${formatCount(b.contestedClaims)} of ${formatCount(b.claims)}`,
      ];
    case 'cost':
      return [formatMoney(a.costMicroUsd), formatMoney(b.costMicroUsd)];
    case 'time':
      return [formatDuration(a.durationMs * 1000), formatDuration(b.durationMs * 1000)];
  }
}

/** The matrix in one sentence: on how many packets the second is better, worse, or the same all over. */
export function matrixSentence(rows: readonly MatrixRow[], { both }: MatrixSums, names: readonly [string, string]): string {
  if (rows.length === 0) return 'No packet of the workspace holds what these versions ask for.';
  if (both === 0)
    return `Neither “better” nor “worse” can be told yet: ${names[0]} and ${names[1].toLowerCase()} have not both run on any packet.`;
  const is = (row: MatrixRow, verdict: MatrixVerdict) => MATRIX_COLUMNS.some(column => matrixVerdict(column, row) === verdict);
  const [better, worse] = [
    rows.filter(row => is(row, 'better') && !is(row, 'worse')),
    rows.filter(row => is(row, 'worse') && !is(row, 'better')),
  ];
  const mixed = rows.filter(row => is(row, 'better') && is(row, 'worse')).length;
  const rest = both - better.length - worse.length - mixed;
  const parts = [
    ...(better.length > 0 ? [`better on ${countOf(better.length, 'packet')}`] : []),
    ...(worse.length > 0 ? [`worse on ${countOf(worse.length, 'packet')}`] : []),
    ...(mixed > 0 ? [`better in some ways and worse in others on ${countOf(mixed, 'packet')}`] : []),
    ...(rest > 0 ? [`no better and no worse on ${countOf(rest, 'packet')}`] : []),
  ];
  return `${names[1]} beside ${names[0].toLowerCase()}: ${parts.join(', ')}.`;
}

/** A side that is to be run. */
export interface MissingRun {
  readonly packetId: MatrixRow['packetId'];
  readonly side: 'a' | 'b';
}

export const missingRuns = (rows: readonly MatrixRow[]): readonly MissingRun[] =>
  rows.flatMap(({ packetId, a, b }) => [
    ...(a.kind === 'missing' ? [{ packetId, side: 'a' as const }] : []),
    ...(b.kind === 'missing' ? [{ packetId, side: 'b' as const }] : []),
  ]);

/** What running all that is missing comes to, by the plans: `5 runs: 12 steps reused, 20 to run. Costs $0.12 at most. 3 will wait for a person.` */
export function missingSentence(rows: readonly MatrixRow[]): string {
  const plans = rows.flatMap(({ a, b }) => [a, b].flatMap(side => (side.kind === 'missing' ? [side.plan] : [])));
  const sum = (figure: (plan: (typeof plans)[number]) => number): number => plans.reduce((total, plan) => total + figure(plan), 0);
  const [cost, people, unknown] = [
    sum(plan => plan.atMostCostMicroUsd),
    plans.filter(plan => plan.people > 0).length,
    sum(plan => plan.unknown),
  ];
  return [
    `${countOf(plans.length, 'run')}, in draft: ${countOf(
      sum(plan => plan.reuse),
      'step',
    )} reused, ${countOf(
      sum(plan => plan.run),
      'step',
    )} to run${unknown > 0 ? `, ${countOf(unknown, 'step')} not known yet` : ''}.`,
    cost > 0 ? `Costs ${formatMoney(cost)} at most.` : 'Costs nothing that is known of.',
    ...(sum(plan => plan.withoutHistory) > 0 ? ['Stages that never ran before are not in that.'] : []),
    ...(people > 0 ? [`${people === 1 ? '1 may wait' : `${String(people)} may wait`} for a person.`] : []),
  ].join(' ');
}
