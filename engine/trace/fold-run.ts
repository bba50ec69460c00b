import type { StepId } from '../base/ids.ts';
import { neverHere } from '../base/never-here.ts';
import type { ValueRef } from '../base/value-ref.ts';
import { attemptFailed, attemptStarted, changeLast, endVisit, lastVisit, type Editable } from './fold-visit.ts';
import type { Cursor, Run, RunState } from './run.ts';
import type { TraceRow } from './trace-row.ts';

/**
 * The state of a run, read from its trace: the runner, a restart and every window use this one function, so there is no second truth.
 * Rows in order of `seq` from 1; the first n rows give the run as it was then. Throws on rows that no engine writes.
 */
export function foldRun(rows: readonly TraceRow[]): Run {
  return foldRows(null, rows);
}

/** Goes on from a run with the rows that follow it; copies once, whatever the number of rows. */
export function foldRows(run: Run | null, rows: readonly TraceRow[]): Run {
  let folded = run === null ? null : editableRun(run);
  for (const row of rows) {
    if (folded === null) folded = created(row);
    else foldInto(folded, row);
  }
  if (folded === null) throw new Error('A run has at least its first row.');
  return folded;
}

/** A copy to fold into; the run itself stays as it is. */
export const editableRun = (run: Run): Editable => ({
  ...run,
  visits: [...run.visits],
  context: { ...run.context },
  outputs: { ...run.outputs },
});

/** Folds one row more into a run that the caller owns: what a commit gathers is folded row by row without a copy for each. */
export function foldInto(run: Editable, row: TraceRow): void {
  apply(run, row);
  run.lastSeq = row.seq;
  run.lastHash = row.rowHash;
  run.epoch = row.epoch;
}

/** One row more. */
export const foldRow = (run: Run | null, row: TraceRow): Run => foldRows(run, [row]);

function created(row: TraceRow): Editable {
  if (row.kind !== 'run.created') throw new Error(`A trace begins with run.created, not with ${row.kind}.`);
  return {
    orgId: row.orgId,
    runId: row.runId,
    flowId: row.flowId,
    flowName: row.data.flowName,
    versionNo: row.versionNo,
    versionHash: row.versionHash,
    mode: row.data.mode,
    cache: row.data.cache ?? 'use',
    packetHash: row.data.packetHash,
    slices: row.data.slices,
    forkedFrom: row.data.forkedFrom ?? null,
    ...(row.data.until !== undefined && { until: row.data.until }),
    ...(row.data.pins !== undefined && { pins: { by: row.actor, outputs: row.data.pins } }),
    state: { status: 'pending' },
    visits: [],
    context: {},
    contextHash: null,
    outputs: {},
    artefacts: [],
    createdAtUs: row.atUs,
    startedAtUs: null,
    endedAtUs: null,
    epoch: row.epoch,
    recoveries: 0,
    recoveriesInRow: 0,
    cacheHits: 0,
    cacheMisses: 0,
    lastSeq: row.seq,
    lastHash: row.rowHash,
  };
}

function apply(run: Editable, row: TraceRow): void {
  switch (row.kind) {
    case 'run.created':
      throw new Error('A run is created once.');
    case 'run.started':
      run.startedAtUs = row.atUs;
      run.state = between(null, null);
      return;
    case 'run.recovered':
      run.recoveries += 1;
      if (!isAsleep(run, row.atUs)) run.recoveriesInRow += 1;
      return;
    case 'run.waiting':
      run.state = parked(run, row.atUs);
      return;
    case 'run.resumed':
      run.state = resumed(run);
      changeLast(run, row, { state: { status: 'running', sinceUs: row.atUs } });
      return;
    case 'run.succeeded':
      end(run, row, { status: 'succeeded', artefacts: row.data.artefacts });
      return;
    case 'run.failed':
      end(run, row, { status: 'failed', cause: row.data.cause });
      return;
    case 'run.halted':
      end(run, row, { status: 'halted', cause: row.data.cause });
      return;
    case 'step.started':
      run.state = { status: 'running', cursor: attemptStarted(run, row) };
      return;
    case 'step.completed':
      completed(run, row);
      run.state = between(row.stepId, row.gateResult === null ? { kind: 'completed' } : { kind: 'gate', result: row.gateResult });
      return;
    case 'step.reused':
      attemptStarted(run, row);
      reused(run, row);
      return;
    case 'step.failed':
      attemptFailed(run, row);
      endVisit(run, row, { status: 'failed', error: row.data.error });
      run.state = between(row.stepId, { kind: 'failed', error: row.data.error, route: row.data.route });
      return;
    case 'step.retry_scheduled':
      attemptFailed(run, row);
      changeLast(run, row, { state: { status: 'backoff', wakeAtUs: row.data.wakeAtUs, error: row.data.error } });
      run.state = backoff(run, row.data.wakeAtUs);
      return;
    case 'step.attempt_lost':
      // Repeated, it begins anew at once and burns none of the tries that a failure would; otherwise the wait for a person follows.
      if (row.data.decision === 'repeat') run.state = backoff(run, row.atUs);
      return;
    case 'step.waiting':
      changeLast(run, row, { state: { status: 'waiting', sinceUs: row.atUs, wait: row.data.wait } });
      run.recoveriesInRow = 0;
      return;
    case 'step.timed_out':
      endVisit(run, row, { status: 'timed_out' });
      run.state = between(row.stepId, { kind: 'timed_out', route: row.data.route });
      return;
    case 'step.cancelled':
      endVisit(run, row, { status: 'cancelled' });
      return;
    case 'agent.returned':
      changeLast(run, row, {
        answers: { ...lastVisit(run).answers, [row.data.stage]: { stageKey: row.data.stageKey, answer: row.data.answer } },
        inputTokens: lastVisit(run).inputTokens + row.data.usage.inputTokens,
        outputTokens: lastVisit(run).outputTokens + row.data.usage.outputTokens,
      });
      return;
    case 'ledger.recorded':
      changeLast(run, row, { costMicroUsd: lastVisit(run).costMicroUsd + row.data.costMicroUsd });
      return;
    case 'human.reassigned':
      reassigned(run, row);
      return;
    case 'human.resolved':
      changeLast(run, row, { humanOutcome: row.humanOutcome });
      return;
    case 'gate.evaluated':
      changeLast(run, row, { gateResult: row.data.result });
      return;
    case 'cache.hit':
      run.cacheHits += 1;
      return;
    case 'cache.miss':
      run.cacheMisses += 1;
      return;
    case 'artefact.emitted':
      run.artefacts = [
        ...run.artefacts,
        { path: row.data.path, markdown: row.data.markdown, contentHash: row.data.contentHash, stepId: row.stepId },
      ];
      return;
    case 'run.cancel_requested':
    case 'wait.skipped':
    case 'agent.called':
    case 'agent.corrected':
    case 'human.assigned':
    case 'event.received':
    case 'event.matched':
    case 'event.unmatched':
    case 'event.rejected':
    case 'event.dispatched':
    case 'event.delivered':
    case 'event.delivery_failed':
    case 'memory.read':
    case 'memory.written':
    case 'cache.bypass':
    case 'engine.fault':
      return; // told for people and the ledger; they move nothing
    default:
      neverHere(row);
  }
}

function completed(run: Editable, row: TraceRow<'step.completed'>): void {
  const { output, save = {}, from = 'work', cachedFrom = null, simulated = false } = row.data;
  const { inputTokens = 0, outputTokens = 0, avoidedMicroUsd = 0, citations = 0 } = row.data;
  saveOutput(run, row, output, save);
  endVisit(run, row, { status: 'completed', from, cachedFrom, output });
  changeLast(run, row, { simulated, inputTokens, outputTokens, avoidedMicroUsd, citations });
}

function reused(run: Editable, row: TraceRow<'step.reused'>): void {
  const { output, save, cachedFrom, ended, pinned, simulated = false, avoidedMicroUsd = 0, citations = 0 } = row.data;
  const { gateResult, humanOutcome } = row;
  changeLast(run, row, { gateResult, humanOutcome, simulated, avoidedMicroUsd, citations, ...(pinned && { pinnedBy: row.actor }) });
  if (ended === undefined) {
    saveOutput(run, row, output, save);
    endVisit(run, row, { status: 'completed', from: 'reuse', cachedFrom, output });
  } else endVisit(run, row, ended.kind === 'failed' ? { status: 'failed', error: ended.error } : { status: 'timed_out' });
  run.state = between(row.stepId, ended ?? (gateResult === null ? { kind: 'completed' } : { kind: 'gate', result: gateResult }));
}

const between = (after: StepId | null, how: Extract<Cursor, { at: 'between' }>['how']): RunState => ({
  status: 'running',
  cursor: { at: 'between', after, how },
});

function parked(run: Editable, atUs: number): RunState {
  const { stepId, visit, attempt, state } = lastVisit(run);
  if (state.status !== 'waiting') throw new Error('A run waits only on a step that waits.');
  return { status: 'waiting', wait: state.wait, stepId, visit, attempt, sinceUs: atUs };
}

/** The task goes to somebody else; the wait and its deadline stay. */
function reassigned(run: Editable, row: TraceRow<'human.reassigned'>): void {
  const { state } = run;
  if (state.status !== 'waiting' || state.wait.subject.kind !== 'human')
    throw new Error('Only a task that waits for a person goes to another.');
  const wait = { ...state.wait, subject: { ...state.wait.subject, assignee: row.data.to } };
  run.state = { ...state, wait };
  changeLast(run, row, { state: { status: 'waiting', sinceUs: state.sinceUs, wait } });
}

/** Waits for its next attempt, which is not due yet: such a run brings no process down. */
const isAsleep = ({ state }: Editable, atUs: number): boolean =>
  state.status === 'running' && state.cursor.at === 'backoff' && state.cursor.wakeAtUs > atUs;

function resumed(run: Editable): RunState {
  const { stepId, visit, attempt, startedAtUs } = lastVisit(run);
  return { status: 'running', cursor: { at: 'attempt', stepId, visit, attempt, startedAtUs } };
}

function backoff(run: Editable, wakeAtUs: number): RunState {
  const { stepId, visit, attempt } = lastVisit(run);
  return { status: 'running', cursor: { at: 'backoff', stepId, visit, attempt, wakeAtUs } };
}

function end(run: Editable, row: TraceRow, state: RunState): void {
  run.state = state;
  run.endedAtUs = row.atUs;
}

function saveOutput(run: Editable, row: TraceRow, output: ValueRef, save: Readonly<Record<string, ValueRef>>): void {
  if (row.stepId !== null) run.outputs[row.stepId] = output;
  Object.assign(run.context, save);
  run.contextHash = row.contextHash ?? run.contextHash;
}
