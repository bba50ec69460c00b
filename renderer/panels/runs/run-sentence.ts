import type { StepId } from '../../../engine/base/ids.ts';
import { neverHere } from '../../../engine/base/never-here.ts';
import type { Run, RunStatus } from '../../../engine/trace/run.ts';
import type { RunCause } from '../../../engine/trace/trace-row.ts';
import { countOf } from '../../ui/format-count.ts';
import type { DateFrame } from '../../ui/format-date.ts';
import { formatDuration } from '../../ui/format-duration.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { actorName } from '../run-details/actor-name.ts';
import { gateSentence } from '../run-details/gate-sentence.ts';
import { waitSentence } from '../run-details/visit-sentence.ts';

/** The word of a run's state, on pills and in lists. */
export const STATUS_WORDS: Readonly<Record<RunStatus, string>> = {
  pending: 'Pending',
  running: 'Running',
  waiting: 'Waiting',
  succeeded: 'Succeeded',
  failed: 'Failed',
  halted: 'Halted',
};

/** How a run stands or ended, in one or two sentences. */
export function runSentence(run: Run, titleOf: (stepId: StepId) => string, frame: DateFrame): string {
  const { state } = run;
  switch (state.status) {
    case 'pending':
      return 'The run is about to begin.';
    case 'running':
      return state.cursor.at === 'between' ? 'The run is under way.' : `“${titleOf(state.cursor.stepId)}” is under way.`;
    case 'waiting':
      return waitSentence(state.wait, state.sinceUs, frame);
    case 'succeeded':
      return `${endedIn('All steps done', run)}${hitWords(run)}.`;
    case 'failed':
    case 'halted':
      return causeSentence(state.cause, titleOf, state.status);
    default:
      return neverHere(state);
  }
}

function causeSentence(cause: RunCause, titleOf: (stepId: StepId) => string, how: 'failed' | 'halted'): string {
  switch (cause.kind) {
    case 'error':
      return cause.stepId === null ? `The run ${how}: ${cause.error.message}` : `“${titleOf(cause.stepId)}” ${how}: ${cause.error.message}`;
    case 'gate':
      return gateSentence({ expression: cause.expression, reads: cause.reads, result: false }, 'the run halted');
    case 'operator':
      return `Stopped by ${actorName(cause.actor)}${cause.reason === null || cause.reason === '' ? '' : `: ${cause.reason}`}.`;
    case 'reached':
      return `Stopped after “${titleOf(cause.stepId)}”, as far as it was to go.`;
    default:
      return neverHere(cause);
  }
}

const endedIn = (word: string, run: Run): string =>
  run.endedAtUs === null ? word : `${word} in ${formatDuration(run.endedAtUs - run.createdAtUs)}`;

function hitWords(run: Run): string {
  const asked = run.cacheHits + run.cacheMisses;
  if (run.cacheHits === 0 || asked === 0) return '';
  const avoided = run.visits.reduce((sum, visit) => sum + visit.avoidedMicroUsd, 0);
  const saved = avoided > 0 ? `, which saves ${formatMoney(avoided)}` : '';
  return run.cacheHits === asked ? `, every AI stage reused${saved}` : `, ${run.cacheHits} of ${countOf(asked, 'AI stage')} reused${saved}`;
}
