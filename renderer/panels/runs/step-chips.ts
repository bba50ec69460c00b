import type { StepId } from '../../../engine/base/ids.ts';
import type { Run, StepVisit } from '../../../engine/trace/run.ts';
import { formatDuration } from '../../ui/format-duration.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { MARK_WORDS, stepMark, type StepMark } from './step-mark.ts';

/** What a step's card says of the shown run: its last visit, with the visits before it counted. */
export interface StepChip {
  readonly mark: StepMark;
  /** `done`, `reused`, `waiting` … */
  readonly word: string;
  /** `3.4 s`; null while it is not over, and for what was reused or pinned: that is no work of 0 ms. */
  readonly duration: string | null;
  /** `$0.04`, or `saves $0.04` for what was reused; null when no money is in it. */
  readonly cost: string | null;
  readonly reused: boolean;
  readonly simulated: boolean;
  readonly visits: number;
}

/** By step; a step the run has not come to has none. */
export function stepChips(run: Run): Readonly<Record<StepId, StepChip>> {
  // Words and figures for the last visits alone: a run may pass a step thousands of times, and is scrubbed through frame by frame.
  const last = new Map<StepId, StepVisit>();
  for (const visit of run.visits) last.set(visit.stepId, visit);
  return Object.fromEntries([...last].map(([stepId, visit]) => [stepId, chip(visit, run)]));
}

function chip(visit: StepVisit, run: Run): StepChip {
  const mark = stepMark(visit, run);
  const reused = mark === 'reused';
  return {
    mark,
    word: MARK_WORDS[mark],
    duration: visit.endedAtUs === null || reused || mark === 'pinned' ? null : formatDuration(visit.endedAtUs - visit.startedAtUs),
    cost: costText(visit, reused),
    reused,
    simulated: visit.simulated,
    visits: visit.visit,
  };
}

function costText(visit: StepVisit, reused: boolean): string | null {
  if (reused) return visit.avoidedMicroUsd > 0 ? `saves ${formatMoney(visit.avoidedMicroUsd)}` : null;
  return visit.costMicroUsd > 0 ? formatMoney(visit.costMicroUsd) : null;
}
