import type { StepId } from '../base/ids.ts';
import { neverHere } from '../base/never-here.ts';
import type { StepError } from '../base/step-error.ts';
import { MAX_TRANSITIONS, stepOf, type Flow, type Step } from '../flow/flow.ts';
import type { Cursor, Run } from '../trace/run.ts';
import type { RunCause, Wait } from '../trace/trace-row.ts';

/** What a run does next. */
export type Move =
  | { readonly kind: 'begin' }
  | { readonly kind: 'start-step'; readonly step: Step; readonly visit: number; readonly attempt: number }
  | { readonly kind: 'work'; readonly step: Step; readonly visit: number; readonly attempt: number }
  | { readonly kind: 'sleep'; readonly untilUs: number; readonly then: Extract<Move, { kind: 'start-step' }> }
  | { readonly kind: 'wait'; readonly wait: Wait }
  | { readonly kind: 'succeed' }
  | { readonly kind: 'fail'; readonly cause: RunCause }
  | { readonly kind: 'halt'; readonly stepId: StepId }
  /** It was to go no farther. */
  | { readonly kind: 'stop'; readonly stepId: StepId }
  | { readonly kind: 'rest' };

/** What a run does next. Asks nothing of the world: the same flow and run always give the same move. */
export function nextMove(flow: Flow, run: Run): Move {
  switch (run.state.status) {
    case 'pending':
      return { kind: 'begin' };
    case 'running':
      return noFarther(run, moveFrom(flow, run, run.state.cursor));
    case 'waiting':
      return { kind: 'wait', wait: run.state.wait };
    case 'succeeded':
    case 'failed':
    case 'halted':
      return { kind: 'rest' };
    default:
      return neverHere(run.state);
  }
}

/** The move, unless the run was to stop before it begins another step. */
function noFarther(run: Run, move: Move): Move {
  if (run.until === undefined || move.kind !== 'start-step' || move.attempt > 1) return move;
  const last = run.visits.at(-1);
  if (last === undefined || (run.until.kind === 'step' && last.stepId !== run.until.stepId)) return move;
  // What a fork only takes over from its parent is no progress of its own.
  const isOfParent = run.visits.length <= (run.forkedFrom?.visitsBefore ?? 0);
  const isDone = !isOfParent || (last.state.status === 'completed' && last.state.from !== 'reuse');
  return isDone ? { kind: 'stop', stepId: last.stepId } : move;
}

function moveFrom(flow: Flow, run: Run, cursor: Cursor): Move {
  switch (cursor.at) {
    case 'between':
      return moveAfter(flow, run, cursor);
    case 'attempt': {
      const step = stepOf(flow, cursor.stepId);
      return step === undefined ? noSuchStep(cursor.stepId) : { kind: 'work', step, visit: cursor.visit, attempt: cursor.attempt };
    }
    case 'backoff': {
      const step = stepOf(flow, cursor.stepId);
      if (step === undefined) return noSuchStep(cursor.stepId);
      return {
        kind: 'sleep',
        untilUs: cursor.wakeAtUs,
        then: { kind: 'start-step', step, visit: cursor.visit, attempt: cursor.attempt + 1 },
      };
    }
    default:
      return neverHere(cursor);
  }
}

function moveAfter(flow: Flow, run: Run, { after, how }: Extract<Cursor, { at: 'between' }>): Move {
  if (after === null || how === null) return startStep(flow, run, flow.start);
  const step = stepOf(flow, after);
  if (step === undefined) return noSuchStep(after);
  switch (how.kind) {
    case 'completed':
      return step.kind === 'gate' || step.next === undefined ? { kind: 'succeed' } : startStep(flow, run, step.next);
    case 'gate':
      return moveAfterGate(flow, run, step, how.result);
    case 'failed':
      return how.route === null ? { kind: 'fail', cause: failure(how.error, after, run) } : startStep(flow, run, how.route);
    case 'timed_out':
      return how.route === null ? { kind: 'fail', cause: failure(timedOut(step), after, run) } : startStep(flow, run, how.route);
    default:
      return neverHere(how);
  }
}

function moveAfterGate(flow: Flow, run: Run, step: Step, result: boolean): Move {
  if (step.kind !== 'gate') return noSuchStep(step.id);
  if (result) return step.config.onPass === undefined ? { kind: 'succeed' } : startStep(flow, run, step.config.onPass);
  return step.config.onFail === 'halt' ? { kind: 'halt', stepId: step.id } : startStep(flow, run, step.config.onFail);
}

function startStep(flow: Flow, run: Run, stepId: StepId | undefined): Move {
  if (stepId === undefined) return { kind: 'succeed' };
  const step = stepOf(flow, stepId);
  if (step === undefined) return noSuchStep(stepId);
  if (run.visits.length >= MAX_TRANSITIONS) return { kind: 'fail', cause: failure(tooManyTransitions, stepId, run) };
  // From the end: in a loop of ten thousand steps the last visit of one is never far.
  const visit = (run.visits.findLast(earlier => earlier.stepId === stepId)?.visit ?? 0) + 1;
  return { kind: 'start-step', step, visit, attempt: 1 };
}

const failure = (error: StepError, stepId: StepId, run: Run): RunCause => ({
  kind: 'error',
  error,
  stepId,
  attempt: run.visits.at(-1)?.attempt ?? null,
});

const noSuchStep = (stepId: StepId): Move => ({
  kind: 'fail',
  cause: {
    kind: 'error',
    error: {
      class: 'validation',
      code: 'no_such_step',
      message: `The flow has no step “${stepId}”. Connect the step before it to one that exists.`,
    },
    stepId,
    attempt: null,
  },
});

const tooManyTransitions: StepError = {
  class: 'policy',
  code: 'too_many_transitions',
  message: `The run took ${MAX_TRANSITIONS.toLocaleString('en')} steps without an end. Look for a loop whose gate never passes.`,
};

const timedOut = (step: Step): StepError =>
  step.kind === 'human_task'
    ? {
        class: 'timeout',
        code: 'deadline_passed',
        message: 'Nobody answered before the deadline. Give the step a way to go on when the deadline passes, or more time.',
      }
    : {
        class: 'timeout',
        code: 'wait_timed_out',
        message: 'The event did not come in time. Give the step a way to go on when the time is up, or more time.',
      };
