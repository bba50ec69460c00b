import type { RunId } from '../base/ids.ts';
import type { TraceKind, TraceRow } from '../trace/trace-row.ts';
import type { Workspace } from '../workspace.ts';
import { openBell } from './bell.ts';

/** So many rows are one message: about half a megabyte. */
const ROWS_A_MESSAGE = 500;
const ENDS: readonly TraceKind[] = ['run.succeeded', 'run.failed', 'run.halted'];

/**
 * The rows of a run: those there are, then each further batch once it is committed, in the order of `seq`, none twice; ends after the row
 * that ends the run, or when `signal` aborts.
 *
 * The runner's announcement is only the bell; the rows are read from the trace after the last one seen. Whatever is committed between
 * the first read and the announcement is therefore neither missed nor repeated.
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
      const rows = await trace.rowsOf(orgId, runId, lastSeq);
      lastSeq = rows.at(-1)?.seq ?? lastSeq;
      for (let from = 0; from < rows.length && !signal.aborted; from += ROWS_A_MESSAGE) yield rows.slice(from, from + ROWS_A_MESSAGE);
      if (rows.some(row => ENDS.includes(row.kind))) return;
    } while (await bell.rung());
  } finally {
    stop();
  }
}
