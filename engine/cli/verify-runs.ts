import { z } from 'zod';
import { hashText } from '../base/hash.ts';
import type { RunId } from '../base/ids.ts';
import { ValueRef } from '../base/value-ref.ts';
import { chainBreak } from '../trace/chain.ts';
import { foldRun } from '../trace/fold-run.ts';
import type { TraceRow } from '../trace/trace-row.ts';
import type { Workspace } from '../workspace.ts';

export interface VerifyReport {
  readonly runs: number;
  readonly rows: number;
  readonly ok: boolean;
  readonly breaks: readonly {
    readonly runId: RunId;
    readonly seq: number;
    readonly what: 'gap' | 'link' | 'content' | 'fold' | 'blob' | 'unreadable';
    readonly sentence: string;
  }[];
}

/** Checks each run's chain, that its line in the lists is what its trace folds to, and that every large value still has its hash. */
export async function verifyRuns(workspace: Workspace, only: RunId | null): Promise<VerifyReport> {
  const runIds = only === null ? (await workspace.runs.summaries(workspace.orgId, { limit: 1_000_000 })).map(({ runId }) => runId) : [only];
  const breaks: VerifyReport['breaks'][number][] = [];
  let rowCount = 0;
  for (const runId of runIds) {
    const read = await readRows(workspace, runId);
    if (typeof read === 'string') {
      breaks.push({ runId, seq: 0, what: 'unreadable', sentence: read });
      continue;
    }
    rowCount += read.length;
    const broken = chainBreak(read);
    if (broken !== null) breaks.push({ runId, ...broken });
    breaks.push(...(await blobBreaks(workspace, runId, read)));
    if (broken === null) breaks.push(...(await foldBreaks(workspace, runId, read)));
  }
  return { runs: runIds.length, rows: rowCount, ok: breaks.length === 0, breaks };
}

async function readRows(workspace: Workspace, runId: RunId): Promise<readonly TraceRow[] | string> {
  try {
    return await workspace.trace.rowsOf(workspace.orgId, runId);
  } catch (fault) {
    return `A row of this run is not one that Atelier wrote: ${fault instanceof Error ? fault.message.slice(0, 300) : String(fault)}`;
  }
}

async function foldBreaks(workspace: Workspace, runId: RunId, rows: readonly TraceRow[]): Promise<VerifyReport['breaks']> {
  const last = rows.at(-1);
  const summary = await workspace.runs.summary(workspace.orgId, runId);
  if (last === undefined || summary === null)
    return [{ runId, seq: 0, what: 'gap', sentence: 'The run stands in the list and has no trace: its rows were removed.' }];
  const { state } = foldRun(rows);
  const head = await workspace.runs.head(workspace.orgId, runId);
  if (head === null || head.lastSeq !== last.seq || head.lastHash !== last.rowHash)
    return [
      {
        runId,
        seq: last.seq,
        what: 'gap',
        sentence: `The trace ends at row ${String(last.seq)}, and the run was written up to row ${String(head?.lastSeq ?? 0)}: its end was cut off or replaced.`,
      },
    ];
  if (summary.status !== state.status)
    return [{ runId, seq: last.seq, what: 'fold', sentence: `The list says ${summary.status}, the trace says ${state.status}.` }];
  return [];
}

const LargeValue = z.object({ hash: ValueRef.shape.hash, bytes: ValueRef.shape.bytes });

async function blobBreaks(workspace: Workspace, runId: RunId, rows: readonly TraceRow[]): Promise<VerifyReport['breaks']> {
  const breaks: VerifyReport['breaks'][number][] = [];
  for (const row of rows)
    for (const { hash } of largeValues(row.data)) {
      const text = await workspace.runs.blob(workspace.orgId, hash);
      if (text === null)
        breaks.push({
          runId,
          seq: row.seq,
          what: 'blob',
          sentence: `Row ${String(row.seq)} refers to the value ${hash.slice(0, 15)}…, which is gone.`,
        });
      else if (hashText('atelier/value/v1', text) !== hash)
        breaks.push({
          runId,
          seq: row.seq,
          what: 'blob',
          sentence: `The value ${hash.slice(0, 15)}… of row ${String(row.seq)} was changed after it was written.`,
        });
    }
  return breaks;
}

/** References without an inline value, anywhere in a row's data. */
function largeValues(data: unknown): z.infer<typeof LargeValue>[] {
  if (typeof data !== 'object' || data === null) return [];
  const here = !('value' in data) && 'bytes' in data ? LargeValue.safeParse(data) : null;
  return here?.success === true ? [here.data] : Object.values(data).flatMap(largeValues);
}
