import { neverHere } from '../../../engine/base/never-here.ts';
import type { Run, StepVisit } from '../../../engine/trace/run.ts';

/** How a passing through a step stands or ended, as every screen says it. */
export const STEP_MARKS = [
  'running',
  'retrying',
  'waiting',
  'done',
  'reused',
  'pinned',
  'failed',
  'timed_out',
  'cancelled',
  'halted',
] as const;
export type StepMark = (typeof STEP_MARKS)[number];

/** The word beside the mark's colour and shape. */
export const MARK_WORDS: Readonly<Record<StepMark, string>> = {
  running: 'running',
  retrying: 'trying again',
  waiting: 'waiting',
  done: 'done',
  reused: 'reused',
  pinned: 'pinned',
  failed: 'failed',
  timed_out: 'timed out',
  cancelled: 'cancelled',
  halted: 'halted',
};

/** A gate that said halt is marked so, though the gate itself did its work. */
export function stepMark(visit: StepVisit, run: Run): StepMark {
  switch (visit.state.status) {
    case 'running':
      return 'running';
    case 'backoff':
      return 'retrying';
    case 'waiting':
      return 'waiting';
    case 'completed':
      if (haltedHere(visit, run)) return 'halted';
      if (visit.pinnedBy !== undefined) return 'pinned';
      return visit.state.from === 'work' ? 'done' : 'reused';
    case 'failed':
      return 'failed';
    case 'timed_out':
      return 'timed_out';
    case 'cancelled':
      return 'cancelled';
    default:
      return neverHere(visit.state);
  }
}

const haltedHere = (visit: StepVisit, run: Run): boolean =>
  run.state.status === 'halted' &&
  run.state.cause.kind === 'gate' &&
  run.state.cause.stepId === visit.stepId &&
  run.visits.findLast(other => other.stepId === visit.stepId) === visit;
