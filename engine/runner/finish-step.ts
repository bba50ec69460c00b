import { neverHere } from '../base/never-here.ts';
import type { StepError } from '../base/step-error.ts';
import type { ValueRef } from '../base/value-ref.ts';
import { maskQuotes } from '../packet/mask-quotes.ts';
import { valuesToSave } from '../steps/values-to-save.ts';
import type { Facts, StepNeeds, StepOutcome, StepPlace } from '../steps/step-work.ts';
import type { CachedFrom, RowData, WaitSubject } from '../trace/trace-row.ts';
import { scopeAt, type ActiveRun } from './active-run.ts';
import { artefactOf } from './artefact.ts';
import type { Boundary } from './boundary.ts';
import { contextHash } from './context-hash.ts';
import { dispatchEvent } from './dispatch-event.ts';
import { park } from './park.ts';
import { retryDelayMs } from './retry.ts';
import type { RunnerNeeds } from './runner-needs.ts';
import { askWhatHappened } from './unknown-outcome.ts';

/** The boundary as a step's work sees it: rows go to the step's own place. */
export const factsOf = (boundary: Boundary, place: StepPlace): Facts => ({
  add: (kind, data, own) => boundary.add(kind, place, data, own),
  refer: value => boundary.refer(value),
  record: row => boundary.record(row),
  keep: entry => boundary.keep(entry),
  consume: event => {
    boundary.consumeEvent = event;
  },
  remember: ({ scope, topic, text, by, atUs, claimId, citations }) => {
    const traceSeq = boundary.add('memory.written', place, { scope, topic, value: boundary.refer(text) }, { actor: by });
    const { step, visit, attempt } = place;
    const { runId } = boundary.run;
    const source = { runId, stepId: step.id, visit, attempt, traceSeq, claimId, citations: [...citations] };
    boundary.remember({ scope, topic, text, by, atUs, source });
  },
  dispatch: (event, action) => dispatchEvent(boundary, place, event, action),
});

/** Writes what an attempt came to into the boundary: completed, parked, tried again, or failed for good. */
export async function finishStep(
  active: ActiveRun,
  boundary: Boundary,
  place: StepPlace,
  outcome: StepOutcome,
  needs: RunnerNeeds,
): Promise<void> {
  switch (outcome.kind) {
    case 'completed':
      return completeStep(active, boundary, place, outcome, needs);
    case 'waits':
      park(boundary, place, { subject: withShown(outcome, boundary), deadlineAtUs: outcome.deadlineAtUs }, needs);
      return;
    case 'failed':
      outcome.facts(factsOf(boundary, place));
      if (outcome.error.class === 'outcome_unknown') askWhatHappened(boundary, place, outcome.error, needs);
      else failStep(boundary, place, outcome.error, needs);
      return;
    default:
      return neverHere(outcome);
  }
}

/** What the wait asks, with references to the values that the person is shown. */
function withShown({ subject, show }: Extract<StepOutcome, { kind: 'waits' }>, boundary: Boundary): WaitSubject {
  if (subject.kind === 'event') return subject;
  return { ...subject, show: show.map(({ expression, value }) => ({ expression, value: boundary.refer(value) })) };
}

async function completeStep(
  active: ActiveRun,
  boundary: Boundary,
  place: StepPlace,
  outcome: Extract<StepOutcome, { kind: 'completed' }>,
  needs: RunnerNeeds,
): Promise<void> {
  const saved = await valuesToSave(place.step, outcome.output, scopeAt(active, boundary));
  outcome.facts(factsOf(boundary, place));
  if (!saved.ok) {
    failStep(boundary, place, saved.error, needs);
    return;
  }
  const save = Object.fromEntries(saved.value.map(([name, value]): [string, ValueRef] => [name, boundary.refer(value)]));
  if (outcome.artefact !== null) {
    const markdown = maskQuotes(outcome.artefact.markdown, outcome.output, name => active.flow.packet.slices[name]?.sensitive === true);
    await emitArtefact(boundary, place, { ...outcome.artefact, markdown }, outcome.cachedFrom, needs);
  }
  const startedAtUs = boundary.run.visits.at(-1)?.startedAtUs ?? needs.clock.nowUs();
  boundary.add('step.completed', place, completedData(outcome, boundary.refer(outcome.output), save), {
    ...outcome.own,
    durationUs: Math.max(0, needs.clock.nowUs() - startedAtUs),
    ...(saved.value.length === 0 ? {} : { contextHash: contextHash({ ...boundary.run.context, ...save }) }),
  });
}

/** What the row says of an end: what stands at its ordinary value is left out, which halves what it weighs beside its output. */
function completedData(
  outcome: Extract<StepOutcome, { kind: 'completed' }>,
  output: ValueRef,
  save: Readonly<Record<string, ValueRef>>,
): RowData<'step.completed'> {
  const { from, cachedFrom, simulated, inputTokens, outputTokens, costMicroUsd, avoidedMicroUsd, citations } = outcome;
  return {
    output,
    ...(Object.keys(save).length > 0 && { save }),
    ...(from !== 'work' && { from }),
    ...(cachedFrom !== null && { cachedFrom }),
    ...(simulated && { simulated }),
    ...(inputTokens !== 0 && { inputTokens }),
    ...(outputTokens !== 0 && { outputTokens }),
    ...(costMicroUsd !== 0 && { costMicroUsd }),
    ...(avoidedMicroUsd !== 0 && { avoidedMicroUsd }),
    ...(citations !== 0 && { citations }),
  };
}

/** What a step lifts into the context, by name, in the order of its config. */
async function emitArtefact(
  boundary: Boundary,
  place: StepPlace,
  written: { readonly title: string; readonly markdown: string },
  producer: CachedFrom | null,
  needs: RunnerNeeds,
): Promise<void> {
  const { runId } = boundary.run;
  const { path, provenancePath, contentHash, text, provenance } = artefactOf(
    boundary.run,
    place.step.id,
    producer,
    written,
    needs.clock.nowUs(),
  );
  if (!(await needs.artefacts.has(path))) {
    await needs.artefacts.stage(runId, path, text);
    await needs.artefacts.stage(runId, provenancePath, provenance);
  }
  boundary.add('artefact.emitted', place, { path, provenancePath, contentHash, markdown: boundary.refer(text) });
}

/** Schedules another attempt where the error's class and the step's retry rule allow one; otherwise the step is over. */
export function failStep(boundary: Boundary, place: StepPlace, error: StepError, needs: StepNeeds): void {
  const { step, visit, attempt } = place;
  const own = { errorClass: error.class, errorCode: error.code };
  const retry = step.kind === 'gate' ? undefined : step.retry;
  const last = boundary.run.visits.at(-1);
  const failures = (error.class === 'engine_fault' ? last?.faults : last?.failures) ?? 0;
  const delayMs = retryDelayMs(error, retry, failures, `${boundary.run.runId}/${step.id}/${String(visit)}/${String(attempt)}`);
  if (delayMs !== null) boundary.add('step.retry_scheduled', place, { error, wakeAtUs: needs.clock.nowUs() + delayMs * 1000 }, own);
  else boundary.add('step.failed', place, { error, route: step.kind === 'gate' ? null : (step.onError ?? null) }, own);
}
