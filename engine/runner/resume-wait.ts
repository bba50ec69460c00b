import { SYSTEM, type Actor } from '../base/ids.ts';
import { stepOf } from '../flow/flow.ts';
import { completed, type StepPlace } from '../steps/step-work.ts';
import type { Wait } from '../trace/trace-row.ts';
import { openBoundary, type ActiveRun } from './active-run.ts';
import type { Boundary } from './boundary.ts';
import { finishStep } from './finish-step.ts';
import type { ResolveRequest } from './runner-door.ts';
import type { RunnerNeeds } from './runner-needs.ts';
import { asksWhatHappened, tellWhatHappened } from './unknown-outcome.ts';

/** A run that waits, and the step it waits on. */
export interface Parked {
  readonly active: ActiveRun;
  readonly place: StepPlace;
  readonly wait: Wait;
}

/** Null when the run no longer waits for this. */
export function parkedOn(active: ActiveRun, waitId: string): Parked | null {
  const { state } = active.run;
  if (state.status !== 'waiting' || state.wait.waitId !== waitId) return null;
  const step = stepOf(active.flow, state.stepId);
  return step === undefined ? null : { active, place: { step, visit: state.visit, attempt: state.attempt }, wait: state.wait };
}

/** R5: the boundary that ends a human wait with the person's answer. To a question what became of an attempt, it decides the attempt. */
export async function answerBoundary({ active, place, wait }: Parked, request: ResolveRequest, needs: RunnerNeeds): Promise<Boundary> {
  const { outcome, comment, answer, by } = request;
  const boundary = openBoundary(active, needs.clock);
  boundary.closeWait = { waitId: wait.waitId, how: 'resolved', by };
  boundary.add('run.resumed', null, { waitId: wait.waitId });
  boundary.add(
    'human.resolved',
    place,
    { waitId: wait.waitId, comment, answer: boundary.refer(answer) },
    { actor: by, humanOutcome: outcome },
  );
  if (asksWhatHappened(place, wait.subject)) {
    const told = tellWhatHappened(boundary, place, request, needs);
    if (told !== null) await finishStep(active, boundary, place, told, needs);
    return boundary;
  }
  const output = { outcome, comment, data: answer, by, at: new Date(needs.clock.nowUs() / 1000).toISOString() };
  await finishStep(active, boundary, place, completed(output, { own: { actor: by, humanOutcome: outcome } }), needs);
  return boundary;
}

/** R6: the boundary that ends a wait whose time is up, or was moved on by somebody who tries a draft; the step's route decides where the run goes on. */
export function timeoutBoundary({ active, place, wait }: Parked, needs: RunnerNeeds, skippedBy: Actor | null = null): Boundary {
  const boundary = openBoundary(active, needs.clock);
  boundary.closeWait = { waitId: wait.waitId, how: 'timed_out', by: skippedBy ?? SYSTEM };
  if (skippedBy !== null)
    boundary.add('wait.skipped', place, { waitId: wait.waitId, toUs: wait.deadlineAtUs ?? needs.clock.nowUs() }, { actor: skippedBy });
  boundary.add('run.resumed', null, { waitId: wait.waitId });
  const { step } = place;
  const route = step.kind === 'human_task' ? step.config.onDeadline : step.kind === 'event_wait' ? step.config.onTimeout : undefined;
  boundary.add(
    'step.timed_out',
    place,
    { waitId: wait.waitId, route: route ?? null },
    { errorClass: 'timeout', errorCode: step.kind === 'human_task' ? 'deadline_passed' : 'wait_timed_out' },
  );
  return boundary;
}
