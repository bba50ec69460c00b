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
export function timelineSpans(rows: readonly TraceRow[]): ReadonlyMap<string, readonly TimelineSpan[]> {
  const spans = new Map<string, TimelineSpan[]>();
  for (const row of rows) {
    if (row.stepId === null || row.visit === null) {
      if (row.kind === 'run.resumed') continueWork(spans, row.atUs);
      continue;
    }
    const key = visitKey(row.stepId, row.visit);
    const ofVisit = spans.get(key) ?? [];
    spans.set(key, ofVisit);
    const attempt = row.attempt ?? 1;
    switch (row.kind) {
      case 'run.resumed':
        continueWork(spans, row.atUs);
        break;
      case 'step.started':
        closeLast(ofVisit, row.atUs);
        ofVisit.push({ kind: 'work', attempt, fromUs: row.atUs, toUs: null, waitsFor: null });
        break;
      case 'step.waiting':
        closeLast(ofVisit, row.atUs);
        ofVisit.push({ kind: 'wait', attempt, fromUs: row.atUs, toUs: null, waitsFor: subjectName(row.data.wait.subject) });
        break;
      case 'step.retry_scheduled':
        closeLast(ofVisit, row.atUs);
        ofVisit.push({ kind: 'pause', attempt, fromUs: row.atUs, toUs: null, waitsFor: null });
        break;
      case 'step.reused':
        ofVisit.push({ kind: 'work', attempt, fromUs: row.atUs, toUs: row.atUs, waitsFor: null });
        break;
      case 'step.completed':
      case 'step.failed':
      case 'step.timed_out':
      case 'step.cancelled':
        closeLast(ofVisit, row.atUs);
        break;
      default:
        break; // the others happen within a stretch and end none
    }
  }
  return spans;
}

const subjectName = (subject: WaitSubject): string => (subject.kind === 'human' ? subject.assignee : subject.eventType);

function closeLast(spans: TimelineSpan[], atUs: number): void {
  const last = spans.at(-1);
  if (last !== undefined && last.toUs === null) spans[spans.length - 1] = { ...last, toUs: atUs };
}

/** A resumed run goes on with the visit it was parked on: the only one that is open. */
function continueWork(spans: ReadonlyMap<string, TimelineSpan[]>, atUs: number): void {
  for (const ofVisit of spans.values()) {
    const last = ofVisit.at(-1);
    if (last?.kind !== 'wait' || last.toUs !== null) continue;
    closeLast(ofVisit, atUs);
    ofVisit.push({ kind: 'work', attempt: last.attempt, fromUs: atUs, toUs: null, waitsFor: null });
  }
}
