import { effectOf } from '../steps/effect-of.ts';
import { openBoundary, type ActiveRun } from './active-run.ts';
import type { Boundary } from './boundary.ts';
import type { RunnerNeeds } from './runner-needs.ts';
import { askWhatHappened } from './unknown-outcome.ts';

/** After so many recoveries in a row a run is held to be what brings the process down. */
export const MAX_RECOVERIES = 5;

/**
 * R11, R12: rows that take up a run whose owner died. A run that waits, waits on; one that slept until its next attempt sleeps on, to the
 * same instant. An attempt under way is lost, and its effect class decides: what is pure, or may be repeated under the same key, or has its
 * paid answer in the trace, is repeated; what must not be done twice waits for a person's word.
 */
export function recoveryBoundary(active: ActiveRun, needs: RunnerNeeds): Boundary {
  const boundary = openBoundary(active, needs.clock);
  const { state } = active.run;
  if (state.status !== 'running' && state.status !== 'pending') return boundary;
  boundary.add('run.recovered', null, {});
  if (active.run.recoveriesInRow >= MAX_RECOVERIES) {
    failPoisonPill(boundary);
    return boundary;
  }
  if (state.status === 'pending' || state.cursor.at !== 'attempt') return boundary;
  const { stepId, visit, attempt } = state.cursor;
  const step = active.flow.steps.find(({ id }) => id === stepId);
  if (step === undefined) return boundary;
  const place = { step, visit, attempt };
  if (effectOf(step, active.run, needs) === 'once')
    askWhatHappened(
      boundary,
      place,
      {
        class: 'outcome_unknown',
        code: 'process_lost',
        message: 'The engine stopped while it was under way. Look there, then say what you found.',
      },
      needs,
    );
  else boundary.add('step.attempt_lost', place, { decision: 'repeat' });
  return boundary;
}

/** R12. Counted since a step last ended, so that no run fails for the number of nights its computer was switched off in its life. */
function failPoisonPill(boundary: Boundary): void {
  const error = {
    class: 'engine_fault',
    code: 'poison_pill',
    message: `This run was under way each of the ${String(MAX_RECOVERIES)} times the engine went down, so it is not taken up again. Look at its last step.`,
  } as const;
  const last = boundary.run.visits.at(-1);
  const cause = { kind: 'error', error, stepId: last?.stepId ?? null, attempt: last?.attempt ?? null } as const;
  boundary.add('run.failed', null, { cause }, { errorClass: error.class, errorCode: error.code });
}
