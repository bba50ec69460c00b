import type { StepNeeds } from '../steps/step-work.ts';
import { openBoundary, type ActiveRun } from './active-run.ts';
import type { Boundary } from './boundary.ts';

/** After so many recoveries a run is held to be what brings the process down. */
export const MAX_RECOVERIES = 5;

/**
 * R11, R12: rows that take up a run whose owner died. A run that had not begun just begins. An attempt under way is lost and repeated:
 * every effect is repeatable today (skills are pure or their paid answer is in the trace, products are simulated).
 */
export function recoveryBoundary(active: ActiveRun, needs: Pick<StepNeeds, 'clock'>): Boundary {
  const boundary = openBoundary(active, needs.clock);
  const { state } = active.run;
  if (state.status !== 'running') return boundary;
  boundary.add('run.recovered', null, {});
  if (active.run.recoveries >= MAX_RECOVERIES) {
    const error = {
      class: 'engine_fault',
      code: 'poison_pill',
      message: `This run was under way each of the ${String(MAX_RECOVERIES)} times the engine went down, so it is not taken up again. Look at its last step.`,
    } as const;
    boundary.add(
      'run.failed',
      null,
      {
        cause: {
          kind: 'error',
          error,
          stepId: active.run.visits.at(-1)?.stepId ?? null,
          attempt: active.run.visits.at(-1)?.attempt ?? null,
        },
      },
      { errorClass: error.class, errorCode: error.code },
    );
    return boundary;
  }
  if (state.cursor.at !== 'attempt') return boundary;
  const { stepId, visit, attempt } = state.cursor;
  const step = active.flow.steps.find(({ id }) => id === stepId);
  if (step !== undefined) boundary.add('step.attempt_lost', { step, visit, attempt }, { decision: 'repeat' });
  return boundary;
}
