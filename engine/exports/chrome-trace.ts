import type { JsonObject } from '../base/json.ts';
import { neverHere } from '../base/never-here.ts';
import { STEP_KINDS, type StepKind } from '../steps/step-definition.ts';
import { foldRun } from '../trace/fold-run.ts';
import type { Run, StepVisit } from '../trace/run.ts';
import type { TraceRow } from '../trace/trace-row.ts';
import type { LedgerRow } from '../ledger/ledger-row.ts';
import { refHash } from '../base/value-ref.ts';

/**
 * A run in the Trace Event Format, which Perfetto (ui.perfetto.dev) and Chrome open: a lane for the run, one for each kind of step, one for
 * stages, and waits as spans of their own, since nothing works meanwhile. What the cache served is joined by an arrow to the run it came from.
 * Times are microseconds since the run was created. Holds no values.
 *
 * https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
 */
export function chromeTrace(rows: readonly TraceRow[], ledger: readonly LedgerRow[]): JsonObject {
  const run = foldRun(rows);
  const endUs = rows.at(-1)?.atUs ?? run.createdAtUs;
  return {
    displayTimeUnit: 'ms',
    otherData: {
      run_id: run.runId,
      flow: run.flowName,
      version_hash: run.versionHash,
      packet_hash: run.packetHash,
      created_at_us: run.createdAtUs,
    },
    traceEvents: [
      ...laneNames(run),
      runEvent(run, endUs),
      ...run.visits.flatMap(visit => visitEvents(run, visit, endUs)),
      ...ledger.filter(({ cache }) => cache === 'miss' || cache === 'bypass').map(line => stageEvent(run, line)),
      ...rows.flatMap(row => markEvents(run, row)),
    ],
  };
}

const RUN_PROCESS = 1;
const EARLIER_PROCESS = 2;
const RUN_LANE = 1;
const STAGE_LANE = 2 + STEP_KINDS.length;
const WAIT_LANE = STAGE_LANE + 1;
const laneOf = (kind: StepKind): number => 2 + STEP_KINDS.indexOf(kind);

function laneNames(run: Run): JsonObject[] {
  const named = (name: string, pid: number, tid: number, args: JsonObject): JsonObject => ({ ph: 'M', name, pid, tid, args });
  const lanes: readonly (readonly [number, string])[] = [
    [RUN_LANE, 'run'],
    ...STEP_KINDS.map(kind => [laneOf(kind), kind] as const),
    [STAGE_LANE, 'stages'],
    [WAIT_LANE, 'waits'],
  ];
  return [
    named('process_name', RUN_PROCESS, 0, { name: `${run.flowName} (${run.runId})` }),
    named('process_name', EARLIER_PROCESS, 0, { name: 'Earlier runs that the cache served from' }),
    ...lanes.flatMap(([tid, name]) => [
      named('thread_name', RUN_PROCESS, tid, { name }),
      named('thread_sort_index', RUN_PROCESS, tid, { sort_index: tid }),
    ]),
  ];
}

const span = (run: Run, about: { name: string; cat: string; tid: number; fromUs: number; toUs: number; args: JsonObject }): JsonObject => ({
  ph: 'X',
  name: about.name,
  cat: about.cat,
  pid: RUN_PROCESS,
  tid: about.tid,
  ts: about.fromUs - run.createdAtUs,
  dur: Math.max(0, about.toUs - about.fromUs),
  args: about.args,
});

const runEvent = (run: Run, endUs: number): JsonObject =>
  span(run, {
    name: run.flowName,
    cat: 'run',
    tid: RUN_LANE,
    fromUs: run.createdAtUs,
    toUs: run.endedAtUs ?? endUs,
    args: { state: run.state.status, mode: run.mode, cache_hits: run.cacheHits, cache_misses: run.cacheMisses },
  });

function visitEvents(run: Run, visit: StepVisit, endUs: number): JsonObject[] {
  const { stepId, kind, state } = visit;
  const toUs = visit.endedAtUs ?? endUs;
  const events = [
    span(run, {
      name: visit.visit === 1 ? stepId : `${stepId} (${String(visit.visit)})`,
      cat: kind,
      tid: laneOf(kind),
      fromUs: visit.startedAtUs,
      toUs,
      args: visitArgs(visit),
    }),
  ];
  if (state.status !== 'completed' || state.cachedFrom === null) return events;
  const { runId, stepId: fromStep, atUs } = state.cachedFrom;
  const id = `cache/${String(visit.firstSeq)}`;
  const arrow = { name: 'served from', cat: 'cache', id };
  return [
    ...events,
    // The earlier run may be months back; its true time stands in the arguments, so that the picture keeps its scale.
    {
      ph: 'X',
      name: `${runId} / ${fromStep}`,
      cat: 'cache',
      pid: EARLIER_PROCESS,
      tid: visit.firstSeq,
      ts: 0,
      dur: 1,
      args: { at_us: atUs },
    },
    { ph: 's', ...arrow, pid: EARLIER_PROCESS, tid: visit.firstSeq, ts: 0 },
    { ph: 'f', bp: 'e', ...arrow, pid: RUN_PROCESS, tid: laneOf(kind), ts: visit.startedAtUs - run.createdAtUs },
  ];
}

function visitArgs(visit: StepVisit): JsonObject {
  const { state } = visit;
  return {
    state: state.status,
    visit: visit.visit,
    attempt: visit.attempt,
    ...(state.status === 'completed' ? { from: state.from, output_hash: refHash(state.output) } : {}),
    ...(state.status === 'failed' ? { error_class: state.error.class, error_code: state.error.code } : {}),
    ...(visit.gateResult === null ? {} : { gate_result: visit.gateResult }),
    ...(visit.humanOutcome === null ? {} : { human_outcome: visit.humanOutcome }),
    tokens: visit.inputTokens + visit.outputTokens,
    cost_micro_usd: visit.costMicroUsd,
    avoided_micro_usd: visit.avoidedMicroUsd,
    simulated: visit.simulated,
  };
}

const stageEvent = (run: Run, line: LedgerRow): JsonObject =>
  span(run, {
    name: `${line.stage} · ${line.requestModel}`,
    cat: 'stage',
    tid: STAGE_LANE,
    fromUs: line.atUs - line.latencyUs,
    toUs: line.atUs,
    args: {
      step: line.stepId,
      provider: line.provider,
      status: line.status,
      input_tokens: line.inputTokens,
      output_tokens: line.outputTokens,
      cost_micro_usd: line.costMicroUsd,
    },
  });

/** Begin and end of waits, and what happened in a moment. */
function markEvents(run: Run, row: TraceRow): JsonObject[] {
  const at = { pid: RUN_PROCESS, ts: row.atUs - run.createdAtUs };
  const mark = (name: string): JsonObject[] => [
    {
      ph: 'i',
      s: 't',
      name,
      cat: 'mark',
      ...at,
      tid: row.stepKind === null ? RUN_LANE : laneOf(row.stepKind),
      args: { seq: row.seq, actor: row.actor },
    },
  ];
  switch (row.kind) {
    case 'run.waiting':
      return [{ ph: 'b', name: 'waiting', cat: 'wait', id: row.data.waitId, ...at, tid: WAIT_LANE, args: {} }];
    case 'run.resumed':
      return [{ ph: 'e', name: 'waiting', cat: 'wait', id: row.data.waitId, ...at, tid: WAIT_LANE, args: {} }];
    case 'step.timed_out':
      return [{ ph: 'e', name: 'waiting', cat: 'wait', id: row.data.waitId, ...at, tid: WAIT_LANE, args: {} }, ...mark('timed out')];
    case 'step.failed':
    case 'step.retry_scheduled':
      return mark(`${row.kind} ${row.data.error.class}/${row.data.error.code}`);
    case 'run.recovered':
    case 'run.cancel_requested':
    case 'step.attempt_lost':
    case 'step.cancelled':
    case 'wait.skipped':
    case 'human.resolved':
    case 'human.reassigned':
    case 'event.matched':
    case 'event.delivery_failed':
    case 'artefact.emitted':
    case 'engine.fault':
      return mark(row.kind);
    case 'run.created':
    case 'run.started':
    case 'run.succeeded':
    case 'run.failed':
    case 'run.halted':
    case 'step.started':
    case 'step.completed':
    case 'step.reused':
    case 'step.waiting':
    case 'agent.called':
    case 'agent.returned':
    case 'agent.corrected':
    case 'human.assigned':
    case 'agent.corrected':
    case 'gate.evaluated':
    case 'event.received':
    case 'event.unmatched':
    case 'event.rejected':
    case 'event.dispatched':
    case 'event.delivered':
    case 'memory.read':
    case 'memory.written':
    case 'cache.hit':
    case 'cache.miss':
    case 'cache.bypass':
    case 'ledger.recorded':
      return [];
    default:
      return neverHere(row);
  }
}
