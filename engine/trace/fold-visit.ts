import type { StepId } from '../base/ids.ts';
import type { ValueRef } from '../base/value-ref.ts';
import type { Cursor, Run, StepVisit, VisitState } from './run.ts';
import type { TraceRow } from './trace-row.ts';

/** A run while it is being folded: the fold owns it, so it may write into it. */
export type Editable = { -readonly [Key in keyof Run]: Run[Key] } & {
  visits: StepVisit[];
  context: Record<string, ValueRef>;
  outputs: Record<StepId, ValueRef>;
};

/** The visit under way or just over: at most one step is active at a time, so it is always the last one. */
export function lastVisit(run: Editable): StepVisit {
  const visit = run.visits.at(-1);
  if (visit === undefined) throw new Error('A step row before any step has started.');
  return visit;
}

/** Writes into the last visit, and notes that `row` is of it. */
export function changeLast(run: Editable, row: TraceRow, change: Partial<StepVisit>): void {
  run.visits[run.visits.length - 1] = { ...lastVisit(run), ...change, lastSeq: row.seq };
}

/** Ends the last visit. */
export function endVisit(run: Editable, row: TraceRow, state: VisitState): void {
  changeLast(run, row, { state, endedAtUs: row.atUs });
  run.recoveriesInRow = 0;
}

/**
 * Counts a failure of the last visit's attempt, which the step's retry rule allows so many of. A fault of ours is counted apart, and an
 * attempt that a person found not to have happened is none.
 */
export function attemptFailed(run: Editable, row: TraceRow<'step.failed'> | TraceRow<'step.retry_scheduled'>): void {
  const { failures, faults } = lastVisit(run);
  const { class: errorClass } = row.data.error;
  if (errorClass === 'engine_fault') changeLast(run, row, { faults: faults + 1 });
  else if (errorClass !== 'outcome_unknown') changeLast(run, row, { failures: failures + 1 });
}

/** A first attempt opens a new visit, a further one goes on with the last. */
export function attemptStarted(run: Editable, row: TraceRow<'step.started'> | TraceRow<'step.reused'>): Cursor {
  const { stepId, stepKind, visit, attempt } = row;
  if (stepId === null || stepKind === null || visit === null || attempt === null) throw new Error(`Row ${String(row.seq)} names no step.`);
  const input = row.data.input ?? null;
  const last = run.visits.at(-1);
  if (last !== undefined && last.stepId === stepId && last.visit === visit)
    changeLast(run, row, { attempt, input, state: { status: 'running', sinceUs: row.atUs } });
  else
    run.visits.push({
      stepId,
      kind: stepKind,
      visit,
      attempt,
      failures: 0,
      faults: 0,
      state: { status: 'running', sinceUs: row.atUs },
      input,
      startedAtUs: row.atUs,
      endedAtUs: null,
      answers: {},
      gateResult: null,
      humanOutcome: null,
      simulated: false,
      inputTokens: 0,
      outputTokens: 0,
      costMicroUsd: 0,
      avoidedMicroUsd: 0,
      citations: 0,
      firstSeq: row.seq,
      lastSeq: row.seq,
    });
  return { at: 'attempt', stepId, visit, attempt, startedAtUs: row.atUs };
}
