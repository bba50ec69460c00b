import type { RunId } from '../../engine/base/ids.ts';
import { canonicalJson } from '../../engine/base/canonical-json.ts';
import type { Json, JsonObject } from '../../engine/base/json.ts';
import type { ValueRef } from '../../engine/base/value-ref.ts';
import { chainBreak } from '../../engine/trace/chain.ts';
import { foldRun } from '../../engine/trace/fold-run.ts';
import type { Run, StepVisit } from '../../engine/trace/run.ts';
import type { TraceRow } from '../../engine/trace/trace-row.ts';
import { interpret, type Expected, type Finding, type Task, type WaitEnd } from './oracle.ts';
import type { SimWorld } from './sim-world.ts';

export type Interpret = (task: Task) => Expected;

/** What the engine made of a run, in the oracle's words. */
export interface Told {
  readonly run: Run;
  readonly rows: readonly TraceRow[];
  readonly visits: Expected['visits'];
  readonly context: JsonObject;
  readonly outputs: JsonObject;
}

/** Holds one run that has ended against the oracle; gives what the engine told, or the first difference as a sentence. */
export async function judgeRun(world: SimWorld, runId: RunId, oracle: Interpret = interpret): Promise<Told | string> {
  const { workspace } = world.life;
  const rows = await workspace.trace.rowsOf(workspace.orgId, runId);
  const gap = rows.findIndex((row, index) => row.seq !== index + 1);
  if (gap >= 0) return `row ${String(gap + 1)} is missing`;
  const broken = chainBreak(rows);
  if (broken !== null) return broken.sentence;
  const told = await toldBy(world, rows);
  const { run } = told;
  const ends = waitEnds(world, told);
  if (typeof ends === 'string') return ends;
  const slices = await slicesOf(world, run);
  const cut = cutOf(world, run);
  if (typeof cut === 'string') return cut;
  const started = rows.find(({ kind }) => kind === 'run.started');
  const expected = oracle({
    flow: world.flow,
    slices,
    script: world.script,
    run: { id: runId, org_id: run.orgId, flow: run.flowName, version: run.versionNo, mode: run.mode, started_at: String(started?.atUs) },
    ends,
    findings: findingsOf(rows),
    cutAfter: cut,
  });
  return difference(expected, told, cut !== null) ?? told;
}

async function toldBy(world: SimWorld, rows: readonly TraceRow[]): Promise<Told> {
  const { workspace } = world.life;
  const run = foldRun(rows);
  const load = async (ref: ValueRef): Promise<Json> =>
    ref.value !== undefined ? ref.value : (JSON.parse((await workspace.runs.blob(run.orgId, ref.hash)) ?? 'null') as Json); // true: blobs are JSON
  const loadAll = async (refs: Readonly<Record<string, ValueRef>>): Promise<JsonObject> =>
    Object.fromEntries(await Promise.all(Object.entries(refs).map(async ([name, ref]) => [name, timeless(await load(ref))] as const)));
  const visits = await Promise.all(
    run.visits.map(async ({ stepId, visit, state, failures }) => ({
      step: stepId,
      visit,
      end: endOf(state),
      output: state.status === 'completed' ? timeless(await load(state.output)) : null,
      error: state.status === 'failed' ? state.error.class : null,
      failures,
    })),
  );
  return { run, rows, visits, context: await loadAll(run.context), outputs: await loadAll(run.outputs) };
}

const endOf = (state: StepVisit['state']): Expected['visits'][number]['end'] =>
  state.status === 'completed' || state.status === 'failed' || state.status === 'timed_out' ? state.status : 'open';

/** Without the instant of an answer, which is the clock's word and not the flow's. */
function timeless(value: Json): Json {
  if (typeof value !== 'object' || value === null || !('outcome' in value) || !('at' in value)) return value;
  const { at: _at, ...rest } = value;
  return rest;
}

/** How each wait ended, as far as this world could have ended it so; else what is wrong. */
function waitEnds(world: SimWorld, { rows, run }: Told): ReadonlyMap<string, WaitEnd> | string {
  const ends = new Map<string, WaitEnd>();
  const consumed = new Set<string>();
  for (const row of rows) {
    const place = `${row.stepId ?? ''}#${String(row.visit)}`;
    if (row.kind === 'human.resolved') {
      const book = world.books.answers.get(row.data.comment ?? '');
      if (book === undefined || book.state === 'refused')
        return `${place} was answered by ${row.data.comment ?? 'nobody'}, which this world did not or may not have`;
      if (book.outcome !== row.humanOutcome || book.by !== row.actor) return `${place} holds another answer than ${row.data.comment ?? ''}`;
      if (row.stepKind === 'human_task')
        ends.set(place, { how: 'answered', output: { outcome: book.outcome, comment: row.data.comment, data: book.data, by: book.by } });
    } else if (row.kind === 'event.matched') {
      const sent = [...world.books.events.values()].find(({ event }) => event.event_id === row.data.eventId);
      if (sent === undefined) return `${place} took an event nobody sent: ${row.data.eventId}`;
      if (consumed.has(row.data.eventId)) return `${place} took ${row.data.eventId}, which this run had taken before`;
      consumed.add(row.data.eventId);
      ends.set(place, { how: 'event', event: { ...sent.event } });
    } else if (row.kind === 'step.timed_out') {
      const waiting = rows.findLast(({ kind, stepId, visit }) => kind === 'step.waiting' && stepId === row.stepId && visit === row.visit);
      const deadlineAtUs = waiting?.kind === 'step.waiting' ? waiting.data.wait.deadlineAtUs : null;
      if (deadlineAtUs === null || row.atUs < deadlineAtUs) return `${place} timed out before its time`;
      ends.set(place, { how: 'timed_out' });
    }
  }
  return run.visits.length === 0 && ends.size > 0 ? 'waits ended before any step began' : ends;
}

/** What a person found of attempts whose end was unknown, in their order, by `step#visit`. */
function findingsOf(rows: readonly TraceRow[]): ReadonlyMap<string, readonly Finding[]> {
  const findings = new Map<string, Finding[]>();
  for (const row of rows) {
    if (row.kind !== 'human.resolved' || row.stepKind !== 'product_action') continue;
    const place = `${row.stepId ?? ''}#${String(row.visit)}`;
    findings.set(place, [...(findings.get(place) ?? []), row.humanOutcome as Finding]); // true: these are the outcomes such a question offers
  }
  return findings;
}

async function slicesOf({ life: { workspace } }: SimWorld, run: Run): Promise<JsonObject> {
  const packet = await workspace.runs.packet(run.orgId, run.packetHash);
  return Object.fromEntries((packet?.slices ?? []).map(({ name, value }) => [name, value]));
}

/** After how many visits an operator or the cap on recoveries ended the run; a sentence when nobody in this world could have. */
function cutOf(world: SimWorld, run: Run): number | null | string {
  const { state } = run;
  const cancelled = state.status === 'halted' && state.cause.kind === 'operator';
  const poisoned = state.status === 'failed' && state.cause.kind === 'error' && state.cause.error.code === 'poison_pill';
  if (cancelled && !world.books.cancels.has(run.runId)) return 'it was cancelled, though nobody asked for it';
  if (poisoned && world.lives <= 5) return `it was held to bring the process down after ${String(world.lives)} lives`;
  return cancelled || poisoned ? run.visits.length : null;
}

function difference(expected: Expected, told: Told, isCut: boolean): string | null {
  const { state } = told.run;
  for (const [index, visit] of told.visits.entries()) {
    const other = expected.visits[index];
    const last = isCut && index === told.visits.length - 1;
    if (last && visit.end === 'open') continue; // cut while it worked or waited: what it would have come to is nobody's to say
    if (other === undefined || canonicalJson({ ...other }) !== canonicalJson({ ...visit }))
      return `visit ${String(index + 1)}: the engine tells ${words(visit)}, the oracle ${words(other)}`;
  }
  if (isCut) return null;
  if (expected.visits.length !== told.visits.length)
    return `the engine stops after ${String(told.visits.length)} visits, the oracle goes on with ${words(expected.visits[told.visits.length])}`;
  if (state.status !== expected.status) return `the engine ends ${state.status}, the oracle ${expected.status}`;
  const cause = state.status === 'failed' || state.status === 'halted' ? state.cause : null;
  const told1 = cause?.kind === 'error' ? cause.error.class : cause?.kind === 'gate' ? cause.stepId : null;
  if (told1 !== expected.cause) return `the engine gives the cause ${String(told1)}, the oracle ${String(expected.cause)}`;
  if (canonicalJson(told.context) !== canonicalJson(expected.context))
    return `context: the engine has ${words(told.context)}, the oracle ${words(expected.context)}`;
  if (canonicalJson(told.outputs) !== canonicalJson(expected.outputs))
    return `outputs: the engine has ${words(told.outputs)}, the oracle ${words(expected.outputs)}`;
  return null;
}

const words = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 600));
