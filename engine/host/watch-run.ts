import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RunId } from '../base/ids.ts';
import { ROWS_A_BATCH } from '../contract/runs.ts';
import type { TraceKind, TraceRow } from '../trace/trace-row.ts';
import type { Workspace } from '../workspace.ts';
import { openBell } from './bell.ts';

const ENDS: readonly TraceKind[] = ['run.succeeded', 'run.failed', 'run.halted'];

/**
 * The rows of a run: those there are, then each further batch once it is committed, in the order of `seq`, none twice; ends after the row
 * that ends the run, or when `signal` aborts.
 *
 * The runner's announcement is only the bell; the rows are read from the trace after the last one seen. Whatever is committed between
 * the first read and the announcement is therefore neither missed nor repeated. They are read a batch at a time, and between two batches of a
 * long run others are answered.
 */
export async function* watchRun(
  { runner, trace, orgId }: Pick<Workspace, 'runner' | 'trace' | 'orgId'>,
  runId: RunId,
  signal: AbortSignal,
): AsyncGenerator<TraceRow[], void> {
  const bell = openBell(signal);
  const stop = runner.onRows(changed => {
    if (changed === runId) bell.ring();
  });
  try {
    let lastSeq = 0;
    do {
      let rows: readonly TraceRow[];
      do {
        rows = await trace.rowsOf(orgId, runId, lastSeq, ROWS_A_BATCH);
        lastSeq = rows.at(-1)?.seq ?? lastSeq;
        if (rows.length > 0) yield [...rows];
        if (rows.some(row => ENDS.includes(row.kind))) return;
        if (rows.length === ROWS_A_BATCH) await nextTurn();
      } while (rows.length === ROWS_A_BATCH && !signal.aborted);
    } while (await bell.rung());
  } finally {
    stop();
  }
}
