import type { StepId } from '../../../engine/base/ids.ts';
import type { StepKind } from '../../../engine/steps/step-definition.ts';
import type { Run, StepVisit } from '../../../engine/trace/run.ts';
import type { CachedFrom, TraceRow } from '../../../engine/trace/trace-row.ts';
import { stepMark, type StepMark } from '../runs/step-mark.ts';
import { spanReader, visitKey, type TimelineSpan } from './timeline-spans.ts';

/** One line of the timeline: one passing of the run through a step. */
export interface TimelineRow {
  readonly key: string;
  readonly stepId: StepId;
  readonly visit: number;
  readonly kind: StepKind;
  readonly title: string;
  readonly mark: StepMark;
  /** Where a reused output came from. */
  readonly reusedFrom: CachedFrom | null;
  readonly simulated: boolean;
  readonly attempts: number;
  readonly spans: readonly TimelineSpan[];
  /** Null while it goes on. */
  readonly durationUs: number | null;
  /** In and out; null for what uses none. */
  readonly tokens: number | null;
  /** Null for what costs nothing by its nature. */
  readonly costMicroUsd: number | null;
  readonly avoidedMicroUsd: number;
  readonly citations: number;
  /** Its first trace row. */
  readonly firstSeq: number;
}

/** In the order in which the visits began. `titleOf` gives what a person calls a step. */
export const timelineRows = (run: Run, rows: readonly TraceRow[], titleOf: (stepId: StepId) => string): readonly TimelineRow[] =>
  rowReader(titleOf)(run, rows);

/**
 * The same of a run that grows. Asked again with more rows of the same run it reads only those, and what they changed nothing of is the very same row: a run
 * of ten thousand visits that goes on is not read from its beginning for each of them.
 */
export function rowReader(titleOf: (stepId: StepId) => string): (run: Run, rows: readonly TraceRow[]) => readonly TimelineRow[] {
  let readSpans = spanReader();
  let lastRead: TraceRow | null = null;
  let known: readonly KnownRow[] = [];
  return (run, rows) => {
    const goesOn = lastRead !== null && rows[lastRead.seq - 1] === lastRead;
    if (!goesOn) [readSpans, known] = [spanReader(), []];
    const spans = readSpans(goesOn ? rows.slice(lastRead?.seq ?? 0) : rows);
    lastRead = rows.at(-1) ?? null;
    const before = known;
    known = run.visits.map((visit, index) => {
      const same = before[index];
      // How the last visit is marked hangs on the run's own state.
      if (same?.visit === visit && index < run.visits.length - 1 && index < before.length - 1) return same;
      const key = visitKey(visit.stepId, visit.visit);
      return { visit, row: timelineRow(key, visit, run, spans.get(key) ?? [], titleOf(visit.stepId)) };
    });
    return known.map(({ row }) => row);
  };
}

interface KnownRow {
  readonly visit: StepVisit;
  readonly row: TimelineRow;
}

function timelineRow(key: string, visit: StepVisit, run: Run, spans: readonly TimelineSpan[], title: string): TimelineRow {
  const mark = stepMark(visit, run);
  const asksModel = visit.kind === 'sage_skill';
  return {
    key,
    stepId: visit.stepId,
    visit: visit.visit,
    kind: visit.kind,
    title,
    mark,
    reusedFrom: visit.state.status === 'completed' ? visit.state.cachedFrom : null,
    simulated: visit.simulated,
    attempts: visit.attempt,
    spans,
    durationUs: visit.endedAtUs === null ? null : visit.endedAtUs - visit.startedAtUs,
    tokens: asksModel ? visit.inputTokens + visit.outputTokens : null,
    costMicroUsd: asksModel ? visit.costMicroUsd : null,
    avoidedMicroUsd: visit.avoidedMicroUsd,
    citations: visit.citations,
    firstSeq: visit.firstSeq,
  };
}
