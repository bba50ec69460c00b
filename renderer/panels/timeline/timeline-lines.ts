import type { TraceRow } from '../../../engine/trace/trace-row.ts';
import { MARK_WORDS } from '../runs/step-mark.ts';
import { timelineParts, type TimelinePart } from './timeline-parts.ts';
import type { TimelineRow } from './timeline-rows.ts';

/** One line of the drawn timeline: a visit, or a part of an unfolded one. */
export interface DrawnLine {
  readonly key: string;
  readonly row: TimelineRow;
  readonly part: TimelinePart | null;
}

/** The rows that a person looks for, each followed by its parts where it is unfolded. Words are looked for in title, state and kind; all must be there. */
export function timelineLines(request: {
  readonly rows: readonly TimelineRow[];
  readonly trace: readonly TraceRow[];
  readonly sought: string;
  readonly unfolded: ReadonlySet<string>;
}): readonly DrawnLine[] {
  const words = request.sought.toLowerCase().split(/\s+/).filter(Boolean);
  return request.rows
    .filter(row => words.length === 0 || isSought(row, words))
    .flatMap((row): DrawnLine[] => [
      { key: row.key, row, part: null },
      ...(request.unfolded.has(row.key) ? timelineParts(row, request.trace).map(part => ({ key: part.key, row, part })) : []),
    ]);
}

function isSought(row: TimelineRow, words: readonly string[]): boolean {
  const text = `${row.title} ${row.stepId} ${MARK_WORDS[row.mark]} ${row.kind.replace('_', ' ')}`.toLowerCase();
  return words.every(word => text.includes(word));
}
