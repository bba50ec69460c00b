import type { TraceRow, WaitSubject } from '../../../engine/trace/trace-row.ts';

/** A stretch of one visit: an attempt at work, a wait for the outside, or the pause before the next attempt. Open at its end while `toUs` is null. */
export interface TimelineSpan {
  readonly kind: 'work' | 'wait' | 'pause';
  readonly attempt: number;
  readonly fromUs: number;
  readonly toUs: number | null;
  /** Of a wait: the actor or the event type it is for. */
  readonly waitsFor: string | null;
}

/** How a visit is called in lists of this window: `draft 2`. */
export const visitKey = (stepId: string, visit: number): string => `${stepId} ${visit}`;

/** By `visitKey`, each visit's stretches in order and without holes, read from the rows of one run in order of `seq`. */
export const timelineSpans = (rows: readonly TraceRow[]): ReadonlyMap<string, readonly TimelineSpan[]> => spanReader()(rows);

/** The same of a run that grows: each call is given the rows that follow those before. A visit that they tell of gets another list, the others keep theirs. */
export function spanReader(): (rows: readonly TraceRow[]) => ReadonlyMap<string, readonly TimelineSpan[]> {
  const spans = new Map<string, readonly TimelineSpan[]>();
  /** The visit that the run is parked on: a resumed run goes on with it. */
  let parked: string | null = null;
  return rows => {
    for (const row of rows) {
      if (row.kind === 'run.resumed') {
        const before: readonly TimelineSpan[] = parked === null ? [] : (spans.get(parked) ?? []);
        const wait = before.at(-1);
        if (parked !== null && wait?.kind === 'wait' && wait.toUs === null)
          spans.set(parked, [...closed(before, row.atUs), stretch('work', wait.attempt, row.atUs)]);
        continue;
      }
      if (row.stepId === null || row.visit === null) continue;
      const key = visitKey(row.stepId, row.visit);
      const before = spans.get(key);
      const after = spansAfter(before ?? [], row);
      if (after !== before) spans.set(key, after);
      if (row.kind === 'step.waiting') parked = key;
    }
    return spans;
  };
}

/** The stretches of a visit after one row more of it; the very same when the row begins and ends none. */
function spansAfter(spans: readonly TimelineSpan[], row: TraceRow): readonly TimelineSpan[] {
  const attempt = row.attempt ?? 1;
  switch (row.kind) {
    case 'step.started':
      return [...closed(spans, row.atUs), stretch('work', attempt, row.atUs)];
    case 'step.waiting':
      return [...closed(spans, row.atUs), { ...stretch('wait', attempt, row.atUs), waitsFor: subjectName(row.data.wait.subject) }];
    case 'step.retry_scheduled':
      return [...closed(spans, row.atUs), stretch('pause', attempt, row.atUs)];
    case 'step.reused':
      return [...spans, { ...stretch('work', attempt, row.atUs), toUs: row.atUs }];
    case 'step.completed':
    case 'step.failed':
    case 'step.timed_out':
    case 'step.cancelled':
      return closed(spans, row.atUs);
    default:
      return spans; // the others happen within a stretch and end none
  }
}

const stretch = (kind: TimelineSpan['kind'], attempt: number, fromUs: number): TimelineSpan => ({
  kind,
  attempt,
  fromUs,
  toUs: null,
  waitsFor: null,
});

const subjectName = (subject: WaitSubject): string => (subject.kind === 'human' ? subject.assignee : subject.eventType);

function closed(spans: readonly TimelineSpan[], atUs: number): readonly TimelineSpan[] {
  const last = spans.at(-1);
  return last === undefined || last.toUs !== null ? spans : [...spans.slice(0, -1), { ...last, toUs: atUs }];
}
