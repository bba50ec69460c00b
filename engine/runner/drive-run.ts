import { NotCanonicalError } from '../base/canonical-json.ts';
import { neverHere } from '../base/never-here.ts';
import type { StepError } from '../base/step-error.ts';
import type { Json } from '../base/json.ts';
import { ok, refused, type Result } from '../base/result.ts';
import type { ValueRef } from '../base/value-ref.ts';
import { effectOf } from '../steps/effect-of.ts';
import { STEP_WORKS } from '../steps/step-works.ts';
import { failed, type StepOutcome, type StepPlace, type StepWork } from '../steps/step-work.ts';
import type { StepKind } from '../steps/step-definition.ts';
import type { RunCause } from '../trace/trace-row.ts';
import { hiddenIn, openBoundary, scopeAt, type ActiveRun } from './active-run.ts';
import type { Boundary } from './boundary.ts';
import { commitPatiently } from './commit-patiently.ts';
import { factsOf, failStep, finishStep } from './finish-step.ts';
import { nextMove, type Move } from './next-move.ts';
import { reuseStep } from './reuse-step.ts';
import type { Announce, RunnerNeeds } from './runner-needs.ts';
import { openScope } from './scope.ts';
import { isLong, servedAtOnce } from './serve-at-once.ts';
import { addAttemptLost } from './unknown-outcome.ts';

/**
 * Carries a run on until it rests: ended, or waiting for the outside. Deciding is `nextMove`'s; here moves are carried out. What step k
 * gave and the intent of step k+1 are gathered in one boundary and written in one transaction, just before k+1 works: so after a crash
 * the trace names the one attempt that was under way. `first` holds what led here, not yet written.
 */
export async function driveRun(active: ActiveRun, first: Boundary, needs: RunnerNeeds, announce: Announce): Promise<void> {
  let boundary = first;
  const commit = async () => {
    await commitPatiently(active, boundary, needs, announce);
    boundary = openBoundary(active, needs.clock);
  };
  for (;;) {
    if (active.cancel !== null && boundary.run.endedAtUs === null) {
      cancelRun(boundary, active.flow, active.cancel);
      return commit();
    }
    const move = nextMove(active.flow, boundary.run);
    switch (move.kind) {
      case 'begin':
        boundary.add('run.started', null, {});
        continue;
      case 'start-step':
        // What a step remembered is in the store before another reads it, here or when it is served below.
        if (boundary.remembers && boundary.run.forkedFrom !== null) await commit();
        if (!(await reuseStep(active, boundary, move, needs))) await startStep(active, boundary, move, needs);
        continue;
      case 'work': {
        if (isLong(active, boundary) || boundary.remembers) await commit();
        const served = await servedAtOnce(active, boundary, move, needs);
        if (served !== null) {
          needs.crashPoint('step-worked');
          await finishStep(active, boundary, move, served, needs);
          if (served.kind === 'completed') needs.crashPoint('step-completed');
          continue;
        }
        await commit();
        needs.crashPoint('step-started');
        const outcome = await workOn(active, move, needs, announce);
        if (isClosing(active)) return; // closing: the attempt is left as it stands and taken up at the next start
        boundary = openBoundary(active, needs.clock);
        needs.crashPoint('step-worked');
        if (active.cancel !== null && outcome.kind === 'failed') {
          noteStopped(boundary, move, outcome);
          continue;
        }
        boundary = await boundaryAfter(active, boundary, move, outcome, needs);
        if (outcome.kind === 'completed') needs.crashPoint('step-completed');
        continue;
      }
      case 'sleep':
        await commit();
        await needs.clock.sleepUntil(move.untilUs, active.stop.signal);
        if (isClosing(active)) return;
        if (active.cancel !== null) continue;
        await startStep(active, boundary, move.then, needs);
        continue;
      case 'wait':
        await commit();
        needs.crashPoint('wait-opened');
        return;
      case 'succeed':
        boundary.add('run.succeeded', null, { artefacts: boundary.run.artefacts.map(({ path }) => path) });
        needs.crashPoint('run-ending');
        continue;
      case 'fail':
        boundary.add(
          'run.failed',
          null,
          { cause: move.cause },
          move.cause.kind === 'error' ? { errorClass: move.cause.error.class, errorCode: move.cause.error.code } : {},
        );
        needs.crashPoint('run-ending');
        continue;
      case 'halt':
        boundary.add('run.halted', null, { cause: gateCause(boundary) });
        needs.crashPoint('run-ending');
        continue;
      case 'stop':
        boundary.add('run.halted', null, { cause: { kind: 'reached', stepId: move.stepId } });
        needs.crashPoint('run-ending');
        continue;
      case 'rest':
        await commit();
        needs.crashPoint('run-ended');
        return;
      default:
        neverHere(move);
    }
  }
}

/** Stopped, and not because somebody ended the run. */
const isClosing = ({ cancel, stop }: ActiveRun): boolean => cancel === null && stop.signal.aborted;

/** A step that was stopped did not fail; what it did until then is told, and above all when nobody knows whether it did it. */
function noteStopped(boundary: Boundary, place: StepPlace, { facts, error }: Extract<StepOutcome, { kind: 'failed' }>): void {
  facts(factsOf(boundary, place));
  if (error.class === 'outcome_unknown') addAttemptLost(boundary, place, error);
}

/** Writes the intent of an attempt with its resolved input; an input that does not resolve fails the attempt at once. */
async function startStep(
  active: ActiveRun,
  boundary: Boundary,
  place: Extract<Move, { kind: 'start-step' }>,
  needs: RunnerNeeds,
): Promise<void> {
  const prepared = referred(boundary, await prepare(place, scopeAt(active, boundary)));
  boundary.add('step.started', place, prepared.ok && prepared.value !== null ? { input: prepared.value } : {}, subjectColumns(place));
  if (!prepared.ok) failStep(boundary, place, prepared.error, needs);
}

function referred(boundary: Boundary, prepared: Result<Json, StepError>): Result<ValueRef | null, StepError> {
  if (!prepared.ok) return prepared;
  try {
    return ok(prepared.value === null ? null : boundary.refer(prepared.value));
  } catch (fault) {
    return refused(unwritable(fault, 'input'));
  }
}

/** What the attempt came to, in `boundary`; a value that no trace can hold fails the step instead, in a boundary of its own. */
async function boundaryAfter(
  active: ActiveRun,
  boundary: Boundary,
  place: StepPlace,
  outcome: StepOutcome,
  needs: RunnerNeeds,
): Promise<Boundary> {
  try {
    await finishStep(active, boundary, place, outcome, needs);
    return boundary;
  } catch (fault) {
    const error = unwritable(fault, 'output');
    const instead = openBoundary(active, needs.clock);
    failStep(instead, place, error, needs);
    return instead;
  }
}

/** Throws on what is not about the value. */
function unwritable(fault: unknown, what: 'input' | 'output'): StepError {
  if (!(fault instanceof NotCanonicalError)) throw fault;
  return {
    class: 'validation',
    code: 'value_cannot_be_kept',
    message: `The ${what} of this step, or what it saves, cannot be kept: ${fault.message} A value has 64 MiB at most; pass on what the next step needs.`,
  };
}

async function prepare({ step }: StepPlace, scope: Parameters<StepWork<StepKind>['prepare']>[1]): Promise<Result<Json, StepError>> {
  const work = STEP_WORKS[step.kind] as StepWork<StepKind>; // true: the work of this step's own kind
  return work.prepare(step, scope);
}

async function workOn(active: ActiveRun, place: StepPlace, needs: RunnerNeeds, announce: Announce): Promise<StepOutcome> {
  const visit = active.run.visits.at(-1);
  if (visit === undefined) throw new Error('A step works only after it has started.');
  const work = STEP_WORKS[place.step.kind] as StepWork<StepKind>; // true: the work of this step's own kind
  try {
    return await work.work({
      step: place.step,
      input: visit.input === null ? null : await active.load(visit.input),
      scope: { ...openScope(active.run, active.packet, active.load), visit, isHidden: hiddenIn(active) },
      needs,
      signal: active.stop.signal,
      now: async fill => {
        const boundary = openBoundary(active, needs.clock);
        fill(factsOf(boundary, place));
        await commitPatiently(active, boundary, needs, announce);
      },
    });
  } catch (fault) {
    if (isStoreTrouble(fault)) throw fault;
    // Our own mistake, not the flow's: the step fails and says so, and the other runs go on.
    const message = fault instanceof Error ? fault.message : String(fault);
    // After a fault in the midst of a call that must not be made twice, nobody knows whether it was made.
    const isUnknown = effectOf(place.step, active.run, needs) === 'once';
    return failed(
      {
        class: isUnknown ? 'outcome_unknown' : 'engine_fault',
        code: 'fault',
        message: `Atelier itself failed in this step: ${message.slice(0, 500)}. Please report it; the run's trace has the details.`,
      },
      facts => {
        facts.add('engine.fault', { number: `${active.run.runId}/${String(active.run.lastSeq)}`, message: message.slice(0, 2000) });
      },
    );
  }
}

const STORE_TROUBLES = new Set(['StorageError', 'StaleEpochError', 'TraceGapError', 'WaitClosedError', 'EventConsumedError']);
const isStoreTrouble = (fault: unknown): boolean => fault instanceof Error && STORE_TROUBLES.has(fault.name);

/** R13: rows that end a run on an operator's word, whatever it was doing. */
export function cancelRun(boundary: Boundary, flow: ActiveRun['flow'], { by, reason }: NonNullable<ActiveRun['cancel']>): void {
  boundary.openWait = null; // a wait that was about to open
  boundary.add('run.cancel_requested', null, { reason }, { actor: by });
  const visit = boundary.run.visits.at(-1);
  const step = visit === undefined ? undefined : flow.steps.find(({ id }) => id === visit.stepId);
  if (visit !== undefined && step !== undefined && visit.endedAtUs === null)
    boundary.add('step.cancelled', { step, visit: visit.visit, attempt: visit.attempt }, {});
  boundary.add('run.halted', null, { cause: { kind: 'operator', actor: by, reason } }, { actor: by });
}

function gateCause(boundary: Boundary): RunCause {
  const evaluated = boundary.change().rows.findLast(row => row.kind === 'gate.evaluated');
  if (evaluated === undefined || evaluated.stepId === null) throw new Error('A gate halts a run in the transaction that evaluated it.');
  return { kind: 'gate', stepId: evaluated.stepId, expression: evaluated.data.expression, reads: evaluated.data.reads };
}

function subjectColumns({ step }: StepPlace): { skill?: string; product?: string; action?: string; eventType?: string } {
  switch (step.kind) {
    case 'sage_skill':
      return { skill: step.config.skill };
    case 'product_action':
      return { product: step.config.product, action: step.config.action };
    case 'event_wait':
      return { eventType: step.config.eventType };
    case 'human_task':
    case 'gate':
      return {};
    default:
      return neverHere(step);
  }
}
