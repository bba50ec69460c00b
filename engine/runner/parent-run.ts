import type { Hash } from '../base/hash.ts';
import type { ValueRef } from '../base/value-ref.ts';
import type { Flow } from '../flow/flow.ts';
import { foldRun } from '../trace/fold-run.ts';
import type { Run, StepVisit } from '../trace/run.ts';
import type { ForkedFrom, RowData, TraceRow } from '../trace/trace-row.ts';
import type { RunnerNeeds } from './runner-needs.ts';

/** One passing of the parent through a step, ended before the fork. */
export interface ParentVisit {
  readonly visit: StepVisit;
  /** What a gate read; null for other kinds. */
  readonly reads: readonly { readonly path: string; readonly value: ValueRef }[] | null;
  readonly artefacts: readonly RowData<'artefact.emitted'>[];
  /** What it read of Sage's memory: snapshots by scope. */
  readonly memory: ReadonlyMap<string, Hash>;
}

/** What a fork may reuse of the run it came from. */
export interface ParentRun {
  readonly run: Run;
  readonly flow: Flow;
  visitOf(stepId: string, visit: number): ParentVisit | undefined;
  /** The run that did a visit's work: the parent, or the one it reused it from. Its id, time and version are what the work saw. */
  doneBy(visit: StepVisit): Promise<Run>;
}

/** Reads the parent when it is first asked for, once. */
export function parentOf({ forkedFrom }: Run, needs: ParentNeeds): () => Promise<ParentRun | null> {
  let asked: Promise<ParentRun | null> | null = null;
  return () => (asked ??= forkedFrom === null ? Promise.resolve(null) : loadParent(forkedFrom, needs));
}

type ParentNeeds = Pick<RunnerNeeds, 'orgId' | 'trace' | 'definition'>;

/** Null when the parent, or what it ran, is not in this store. */
async function loadParent(forkedFrom: ForkedFrom, needs: ParentNeeds): Promise<ParentRun | null> {
  const rows = await needs.trace.rowsOf(needs.orgId, forkedFrom.runId);
  if (rows.length === 0) return null;
  const run = foldRun(rows);
  const flow = await needs.definition(run.versionHash);
  if (flow === null) return null;
  const visits = new Map(
    run.visits.slice(0, forkedFrom.visitsBefore ?? 0).map((visit, index) => {
      // A run is at one step at a time, so a visit's rows stand together.
      const rowsOfVisit = rows.slice(visit.firstSeq - 1, (run.visits[index + 1]?.firstSeq ?? rows.length + 1) - 1);
      return [placeOf(visit.stepId, visit.visit), parentVisit(visit, rowsOfVisit)] as const;
    }),
  );
  const ancestors = new Map<string, Run>([[run.runId, run]]);
  return {
    run,
    flow,
    visitOf: (stepId, visit) => visits.get(placeOf(stepId, visit)),
    async doneBy({ state }) {
      const runId = state.status === 'completed' && state.from === 'reuse' ? (state.cachedFrom?.runId ?? run.runId) : run.runId;
      const known = ancestors.get(runId);
      if (known !== undefined) return known;
      const ofAncestor = await needs.trace.rowsOf(needs.orgId, runId);
      const ancestor = ofAncestor.length === 0 ? run : foldRun(ofAncestor);
      ancestors.set(runId, ancestor);
      return ancestor;
    },
  };
}

const placeOf = (stepId: string, visit: number): string => `${stepId}/${String(visit)}`;

function parentVisit(visit: StepVisit, rows: readonly TraceRow[]): ParentVisit {
  const artefacts: RowData<'artefact.emitted'>[] = [];
  const memory = new Map<string, Hash>();
  let reads: ParentVisit['reads'] = null;
  for (const row of rows) {
    if (row.kind === 'artefact.emitted') artefacts.push(row.data);
    if (row.kind === 'memory.read') memory.set(row.data.scope, row.data.snapshotHash);
    if (row.kind === 'gate.evaluated') ({ reads } = row.data);
  }
  return { visit, reads, artefacts, memory };
}
