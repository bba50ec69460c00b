import type { Hash } from '../base/hash.ts';
import { isJsonObject, type Json, type JsonObject } from '../base/json.ts';
import { refHash, valueHash, type ValueRef } from '../base/value-ref.ts';
import type { Flow } from '../flow/flow.ts';
import type { LedgerRow } from '../ledger/ledger-row.ts';
import { foldRun } from '../trace/fold-run.ts';
import type { Run, StepVisit } from '../trace/run.ts';
import type { TraceRow } from '../trace/trace-row.ts';

/** What a run leaves behind that comparing needs. */
export interface RunEvidence {
  readonly run: Run;
  readonly flow: Flow;
  readonly ledger: readonly LedgerRow[];
  /** In the order in which they began. */
  readonly visits: readonly VisitEvidence[];
}

export interface VisitEvidence {
  readonly visit: StepVisit;
  /** `draft/2` */
  readonly place: string;
  /** The last ledger row of each stage, by stage name. */
  readonly stages: ReadonlyMap<string, LedgerRow>;
  /** What a gate read, by path. */
  readonly reads: ReadonlyMap<string, Hash>;
  /** What it saved, by name in the context. */
  readonly saved: Readonly<Record<string, ValueRef>>;
  /** What its output says, without the moment and the number of an answer or an event; null when there is none. */
  readonly said: Hash | null;
}

/** Reads a run from its rows, in order of `seq` from 1. */
export function runEvidence(rows: readonly TraceRow[], flow: Flow, ledger: readonly LedgerRow[]): RunEvidence {
  const run = foldRun(rows);
  const stagesByPlace = Map.groupBy(ledger, ({ stepId, visit }) => placeOf(stepId, visit));
  return {
    run,
    flow,
    ledger,
    visits: run.visits.map((visit, index) => {
      const place = placeOf(visit.stepId, visit.visit);
      // A run is at one step at a time, so a visit's rows stand together.
      const ofVisit = rows.slice(visit.firstSeq - 1, (run.visits[index + 1]?.firstSeq ?? rows.length + 1) - 1);
      return {
        visit,
        place,
        stages: new Map((stagesByPlace.get(place) ?? []).map(row => [row.stage, row])),
        ...factsOf(ofVisit),
        said: saidBy(visit),
      };
    }),
  };
}

const placeOf = (stepId: string, visit: number): string => `${stepId}/${String(visit)}`;

function factsOf(rows: readonly TraceRow[]): Pick<VisitEvidence, 'reads' | 'saved'> {
  let reads: ReadonlyMap<string, Hash> = new Map();
  let saved: VisitEvidence['saved'] = {};
  for (const row of rows) {
    if (row.kind === 'gate.evaluated') reads = new Map(row.data.reads.map(({ path, value }) => [path, refHash(value)]));
    if (row.kind === 'step.completed' || row.kind === 'step.reused') saved = row.data.save ?? {};
  }
  return { reads, saved };
}

function saidBy({ kind, state }: StepVisit): Hash | null {
  if (state.status !== 'completed') return null;
  const { value } = state.output;
  if (!isJsonObject(value)) return refHash(state.output);
  if (kind === 'human_task') return valueHash(without(value, ['at']));
  if (kind === 'event_wait' && isJsonObject(value['event']))
    return valueHash({ event: without(value['event'], ['event_id', 'idempotency_key', 'occurred_at']) });
  return refHash(state.output);
}

const without = (value: JsonObject, keys: readonly string[]): Json =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
