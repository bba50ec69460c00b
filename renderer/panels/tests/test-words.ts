import type { TestCell, TestGrid, TestLine } from '../../../engine/test-set/test-grid.ts';
import type { Expected } from '../../../engine/test-set/test-set.ts';
import { neverHere } from '../../../engine/base/never-here.ts';
import { countOf } from '../../ui/format-count.ts';
import { formatDuration } from '../../ui/format-duration.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { MARK_WORDS, type StepMark } from '../runs/step-mark.ts';

/** How a step stands in a cell of the grid. */
export function cellMark({ status, halts, from, pinned }: TestCell): StepMark {
  switch (status) {
    case 'running':
    case 'waiting':
    case 'failed':
    case 'timed_out':
    case 'cancelled':
      return status;
    case 'backoff':
      return 'retrying';
    case 'completed':
      return halts ? 'halted' : pinned ? 'pinned' : from === 'work' ? 'done' : 'reused';
    default:
      return neverHere(status);
  }
}

/** The word in a cell: what a stand-in, a person or a gate made of it before how it stands. */
export function cellWord(cell: TestCell): string {
  if (cell.pinned) return 'pinned';
  if (cell.humanOutcome !== null) return cell.humanOutcome;
  if (cell.gateResult !== null && cell.status === 'completed') return cell.halts ? 'halted' : cell.gateResult ? 'pass' : 'fail';
  if (cell.simulated) return 'simulated';
  return cell.from === 'cache' ? 'cached' : MARK_WORDS[cellMark(cell)];
}

/** All that a cell knows, for its tooltip and for screen readers. */
export function cellSentence(cell: TestCell, title: string, packet: string): string {
  const facts = [
    MARK_WORDS[cellMark(cell)],
    cell.simulated ? 'simulated' : null,
    cell.from === 'cache' ? 'from the cache' : null,
    cell.visits > 1 ? `${String(cell.visits)} visits` : null,
    cell.durationUs === null || cell.from === 'cache' ? null : formatDuration(cell.durationUs),
    cell.costMicroUsd > 0 ? formatMoney(cell.costMicroUsd) : null,
    cell.avoidedMicroUsd > 0 ? `saves ${formatMoney(cell.avoidedMicroUsd)}` : null,
  ];
  return `${title} on ${packet}: ${facts.filter(fact => fact !== null).join(', ')}`;
}

const ENDS: Readonly<Record<NonNullable<Expected['end']>, string>> = {
  succeeded: 'succeeds',
  halted: 'halts',
  failed: 'fails',
  waiting: 'waits',
};

/** `halts at “Good fit?”, and 2 things hold`; null where nothing is expected. */
export function expectedWords(expected: Expected | undefined, titleOf: (stepId: string) => string): string | null {
  if (expected === undefined) return null;
  const { end, stepId, holds = [] } = expected;
  const where = stepId === undefined ? '' : ` at “${titleOf(stepId)}”`;
  const rest = end === undefined ? (stepId === undefined ? null : `comes to rest${where}`) : `${ENDS[end]}${where}`;
  const held = holds.length === 0 ? null : `${countOf(holds.length, 'thing')} ${holds.length === 1 ? 'holds' : 'hold'}`;
  const words = [rest, held].filter(part => part !== null).join(', ');
  return words === '' ? null : words;
}

/** What a test run came to, in a few sentences. */
export function gridSentence({ lines, state, totals }: TestGrid): string {
  const { met, missed, unjudged, open, refused, costMicroUsd, avoidedMicroUsd } = totals;
  const done = lines.length - open;
  const judged = [
    met > 0 ? `${String(met)} as expected` : null,
    missed > 0 ? `${String(missed)} not as expected` : null,
    unjudged > 0 ? `${String(unjudged)} with nothing expected` : null,
    refused > 0 ? `${String(refused)} could not run` : null,
  ].filter(part => part !== null);
  const head =
    state === 'running'
      ? `${String(done)} of ${countOf(lines.length, 'packet')} done`
      : state === 'cancelled'
        ? 'Cancelled'
        : state === 'cut_off'
          ? 'Cut off: Atelier was closed before its end'
          : countOf(lines.length, 'packet');
  const money = [
    costMicroUsd > 0 ? `cost ${formatMoney(costMicroUsd)}` : null,
    avoidedMicroUsd > 0 ? `saved ${formatMoney(avoidedMicroUsd)}` : null,
  ].filter(part => part !== null);
  return `${[head, ...judged].join(', ')}.${money.length === 0 ? '' : ` It ${money.join(' and ')}.`}`;
}

export const LINE_WORDS: Readonly<Record<TestLine['status'], string>> = {
  pending: 'Pending',
  running: 'Running',
  waiting: 'Waiting',
  succeeded: 'Succeeded',
  failed: 'Failed',
  halted: 'Halted',
  queued: 'Queued',
  refused: 'Could not run',
  left: 'Not run',
};
