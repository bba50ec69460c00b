import { foldRows } from './fold-run.ts';
import type { Run } from './run.ts';
import type { TraceRow } from './trace-row.ts';

/** The rows of one run with the run folded at some of them, so that any moment of it is a short way from one of those. */
export interface FoldedTrace {
  /** In order of `seq`, from 1. */
  readonly rows: readonly TraceRow[];
  /** After the last row; null while there is none. */
  readonly run: Run | null;
  /** The run after some of the rows, in order. */
  readonly marks: readonly Run[];
}

/** A mark stands after every so many rows: at 40,000 rows a moment costs at most this many folds, and the marks hold a few megabytes. */
export const MARK_EVERY = 512;

export const NO_ROWS: FoldedTrace = { rows: [], run: null, marks: [] };

/** Goes on with rows that follow; those that are known already are passed over. The same trace when none is new. */
export function moreRows(trace: FoldedTrace, rows: readonly TraceRow[]): FoldedTrace {
  const lastSeq = trace.run?.lastSeq ?? 0;
  const fresh = rows.filter(row => row.seq > lastSeq);
  if (fresh.length === 0) return trace;
  const marks = [...trace.marks];
  let { run } = trace;
  for (let from = 0; from < fresh.length;) {
    const to = from + MARK_EVERY - ((lastSeq + from) % MARK_EVERY);
    run = foldRows(run, fresh.slice(from, to));
    if (run.lastSeq % MARK_EVERY === 0) marks.push(run);
    from = to;
  }
  return { rows: [...trace.rows, ...fresh], run, marks };
}

/** The run as it was after row `seq`; null before the first row, and as it is now from the last on. */
export function runAt({ rows, run, marks }: FoldedTrace, seq: number): Run | null {
  if (run === null || seq < 1) return null;
  if (seq >= run.lastSeq) return run;
  const mark = marks[Math.floor(seq / MARK_EVERY) - 1] ?? null;
  const from = mark?.lastSeq ?? 0;
  return from === seq ? mark : foldRows(mark, rows.slice(from, seq));
}
