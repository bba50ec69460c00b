import { SYSTEM, type Actor, type StepId } from '../base/ids.ts';
import { isJsonObject, type Json } from '../base/json.ts';
import { ok } from '../base/result.ts';
import type { StepError } from '../base/step-error.ts';
import { refHash, valueHash, type ValueRef } from '../base/value-ref.ts';
import { parseExpression } from '../expression/expression.ts';
import { readValues } from '../steps/read-values.ts';
import { stepOf, stepTitle, type Step } from '../flow/flow.ts';
import type { StepKind } from '../steps/step-definition.ts';
import { readMemory } from '../steps/sage_skill/read-memory.ts';
import { STEP_WORKS } from '../steps/step-works.ts';
import { valuesToSave } from '../steps/values-to-save.ts';
import type { OwnColumns, Scope, StepPlace, StepWork } from '../steps/step-work.ts';
import type { Run } from '../trace/run.ts';
import type { ForkedFrom, RowData } from '../trace/trace-row.ts';
import { scopeAt, type ActiveRun } from './active-run.ts';
import type { Boundary } from './boundary.ts';
import { contextHash } from './context-hash.ts';
import { failStep } from './finish-step.ts';
import type { ParentRun, ParentVisit } from './parent-run.ts';
import type { RunnerNeeds } from './runner-needs.ts';
import { sameWork } from './same-work.ts';
import { openScope } from './scope.ts';

/**
 * What a run does instead of a step. R17: a fork's pinned output stands in for its step once, those of a draft each time the run comes there. A step that the parent had ended before the fork is
 * reused when it would do the same: the same work, the same memory, and an input that resolves to the same hash over the fork's packet, context and
 * outputs. So an edited slice or a pinned output brings on exactly the steps that read it and those whose input changed with them, wherever they
 * stand; nobody is asked twice and no product is called twice for the same question. Decided anew at each step from the run's first row and the
 * parent's trace, which never changes there: after a crash the same is decided.
 *
 * The parent's id, start and version are what the work had seen, so these count as unchanged. What a step saves is evaluated again, since that
 * may read more than its output.
 */
export async function reuseStep(active: ActiveRun, boundary: Boundary, place: StepPlace, needs: RunnerNeeds): Promise<boolean> {
  const pinned = pinnedFor(boundary.run, place);
  if (pinned !== null) {
    await putPinned(active, boundary, place, pinned, needs);
    return true;
  }
  const { forkedFrom } = boundary.run;
  if (forkedFrom === null) return false;
  const parent = await active.parent();
  const old = parent === null ? undefined : parentVisitOf(parent, forkedFrom, place);
  if (parent === null || old === undefined) return false;
  const was = stepOf(parent.flow, old.visit.stepId);
  if (was === undefined || !sameWork(was, place.step)) return false;
  const doneBy = await parent.doneBy(old.visit);
  // What a draft was told by people, samples and simulated products is nothing that a live run may build on.
  if (boundary.run.mode === 'live' && doneBy.mode === 'draft' && place.step.kind !== 'sage_skill' && place.step.kind !== 'gate')
    return false;
  const scope = scopeOf(doneBy, active, boundary);
  return place.step.kind === 'gate'
    ? reuseGate(boundary, place, old, { scope, parent })
    : reuseWork(boundary, place, old, { scope, parent, load: active.load, needs });
}

/** What stands in for the step here: the edit of this very fork before what is pinned in the whole run. A gate decides by what it reads. */
function pinnedFor({ forkedFrom, pins }: Run, { step, visit }: StepPlace): Pinned | null {
  const edit = own(forkedFrom?.outputs, step.id);
  if (edit?.visit === visit) return { output: edit.output, by: forkedFrom?.by ?? SYSTEM };
  const pin = step.kind === 'gate' ? undefined : own(pins?.outputs, step.id);
  return pin === undefined || pins === undefined ? null : { output: pin, by: pins.by };
}

interface Pinned {
  readonly output: ValueRef;
  readonly by: Actor;
}

function parentVisitOf(parent: ParentRun, { steps = {} }: ForkedFrom, { step, visit }: StepPlace): ParentVisit | undefined {
  const renamedTo: readonly string[] = Object.values(steps);
  const old = own(steps, step.id) ?? (renamedTo.includes(step.id) ? undefined : step.id);
  return old === undefined ? undefined : parent.visitOf(old, visit);
}

/** Expressions over the fork as it stands, under the id, time and version of the run that did the work. */
function scopeOf({ runId, flowName, versionNo, startedAtUs, createdAtUs, mode }: Run, active: ActiveRun, boundary: Boundary): Scopes {
  const run = { ...boundary.run, runId, flowName, versionNo, startedAtUs, createdAtUs, mode };
  return openScope(run, active.packet, async ref => boundary.value(ref) ?? active.load(ref));
}

type Scopes = Omit<Scope, 'visit' | 'isHidden'>;

interface Reuse {
  readonly scope: Scopes;
  readonly parent: ParentRun;
}

async function reuseGate(boundary: Boundary, place: StepPlace, { visit, reads }: ParentVisit, { scope, parent }: Reuse): Promise<boolean> {
  const { state, gateResult } = visit;
  const parsed = place.step.kind === 'gate' ? parseExpression(place.step.config.expression) : null;
  if (state.status !== 'completed' || gateResult === null || reads === null || parsed?.ok !== true) return false;
  const now = await readValues(parsed.value, scope);
  const isSame = now.length === reads.length && now.every(({ path, value }, index) => isRead(reads[index], path, value));
  if (!isSame) return false;
  const data = { output: state.output, save: {}, cachedFrom: producerOf(visit, parent) };
  boundary.add('step.reused', place, data, { gateResult });
  boundary.add('gate.evaluated', place, { expression: parsed.value.text, reads: [...reads], result: gateResult }, { gateResult });
  return true;
}

const isRead = (read: { readonly path: string; readonly value: ValueRef } | undefined, path: string, value: Json): boolean =>
  read !== undefined && read.path === path && refHash(read.value) === valueHash(value);

async function reuseWork(
  boundary: Boundary,
  place: StepPlace,
  { visit, artefacts, memory }: ParentVisit,
  { scope, parent, load, needs }: Reuse & { readonly load: ActiveRun['load']; readonly needs: RunnerNeeds },
): Promise<boolean> {
  const { step } = place;
  const work = STEP_WORKS[step.kind] as StepWork<StepKind>; // true: the work of this step's own kind
  const prepared = await work.prepare(step, scope);
  const inputHash = prepared.ok && prepared.value !== null ? valueHash(prepared.value) : null;
  if (inputHash !== (visit.input === null ? null : refHash(visit.input))) return false;
  const remembered = step.kind === 'sage_skill' ? await readMemory(step, scope, needs) : ok([]);
  if (!remembered.ok || remembered.value.length !== memory.size || remembered.value.some(each => memory.get(each.scope) !== each.hash))
    return false;
  const { state } = visit;
  const about = { cachedFrom: producerOf(visit, parent), ...(visit.input === null ? {} : { input: visit.input }) };
  if (state.status === 'failed' || state.status === 'timed_out') {
    const ended = endOf(step, state);
    if (ended === null) return false;
    boundary.add('step.reused', place, { output: boundary.refer(null), save: {}, ended, ...about }, ownOf(visit));
    return true;
  }
  if (state.status !== 'completed') return false;
  const saved = await valuesToSave(step, saves(step) ? await load(state.output) : null, scope);
  if (!saved.ok) return false;
  const { simulated, avoidedMicroUsd, costMicroUsd, citations } = visit;
  addReused(boundary, place, saved.value, {
    data: {
      output: state.output,
      ...about,
      ...(simulated ? { simulated } : {}),
      ...(citations > 0 ? { citations } : {}),
      ...(avoidedMicroUsd + costMicroUsd > 0 ? { avoidedMicroUsd: avoidedMicroUsd + costMicroUsd } : {}),
    },
    own: ownOf(visit),
  });
  for (const each of remembered.value) boundary.add('memory.read', place, { scope: each.scope, snapshotHash: each.hash });
  for (const artefact of artefacts) boundary.add('artefact.emitted', place, artefact);
  return true;
}

/** The way out that the fork's flow gives the same end; null when it gives none. */
function endOf(
  step: Step,
  state: Extract<ParentVisit['visit']['state'], { status: 'failed' | 'timed_out' }>,
): NonNullable<RowData<'step.reused'>['ended']> | null {
  const route = routeOf(step, state.status);
  if (route === undefined) return null;
  return state.status === 'failed' ? { kind: 'failed', error: state.error, route } : { kind: 'timed_out', route };
}

function routeOf(step: Step, status: 'failed' | 'timed_out'): StepId | undefined {
  if (status === 'failed') return step.kind === 'gate' ? undefined : step.onError;
  if (step.kind === 'human_task') return step.config.onDeadline;
  return step.kind === 'event_wait' ? step.config.onTimeout : undefined;
}

/** So many times a run passes one pinned step: what decides a loop would otherwise decide it alike ten thousand times. */
const MOST_PINNED = 20;

const pinnedInALoop = (step: Step): StepError => ({
  class: 'policy',
  code: 'pinned_in_a_loop',
  message: `“${stepTitle(step)}” is pinned, and the run came to it more than ${String(MOST_PINNED)} times: its loop does not end with this output. Pin another, or take the pin away.`,
});

async function putPinned(
  active: ActiveRun,
  boundary: Boundary,
  place: StepPlace,
  { output, by }: Pinned,
  needs: RunnerNeeds,
): Promise<void> {
  if (place.visit > MOST_PINNED) {
    boundary.add('step.started', place, {});
    failStep(boundary, place, pinnedInALoop(place.step), needs);
    return;
  }
  const value = await active.load(output);
  const saved = await valuesToSave(place.step, value, scopeAt(active, boundary));
  if (!saved.ok) {
    boundary.add('step.started', place, {});
    failStep(boundary, place, saved.error, needs);
    return;
  }
  const outcome = place.step.kind === 'human_task' && isJsonObject(value) ? value['outcome'] : undefined;
  addReused(boundary, place, saved.value, {
    data: { output, cachedFrom: null, pinned: true },
    own: { actor: by, ...(typeof outcome === 'string' ? { humanOutcome: outcome } : {}) },
  });
}

function addReused(
  boundary: Boundary,
  place: StepPlace,
  saved: readonly (readonly [string, Json])[],
  { data, own: columns }: { readonly data: Omit<RowData<'step.reused'>, 'save'>; readonly own: OwnColumns },
): void {
  const save = Object.fromEntries(saved.map(([name, value]): [string, ValueRef] => [name, boundary.refer(value)]));
  const hash = saved.length === 0 ? {} : { contextHash: contextHash({ ...boundary.run.context, ...save }) };
  boundary.add('step.reused', place, { ...data, save }, { ...columns, ...hash });
}

const saves = (step: Step): boolean => step.kind !== 'gate' && Object.keys(step.save ?? {}).length > 0;

const ownOf = ({ humanOutcome }: ParentVisit['visit']): OwnColumns => (humanOutcome === null ? {} : { humanOutcome });

/** The run that made an output: the parent, or the one the parent had reused it from. */
function producerOf(
  { stepId, state, endedAtUs, startedAtUs }: ParentVisit['visit'],
  { run }: ParentRun,
): RowData<'step.reused'>['cachedFrom'] {
  if (state.status === 'completed' && state.from === 'reuse') return state.cachedFrom;
  return { runId: run.runId, stepId, atUs: endedAtUs ?? startedAtUs };
}

const own = <Value>(values: Readonly<Record<string, Value>> | undefined, key: string): Value | undefined =>
  values !== undefined && Object.hasOwn(values, key) ? values[key] : undefined;
