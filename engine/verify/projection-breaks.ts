import { columnName } from '../base/column-name.ts';
import type { Run } from '../trace/run.ts';
import type { StoredFacts, StoredRun } from './stored-facts.ts';
import type { Break } from './verify-report.ts';

/** Where a run's line in the lists says something else than its trace. */
export function lineBreaks({ runId, rows, line }: StoredRun, run: Run, lineOf: StoredFacts['lineOf']): Break[] {
  const seq = rows.length;
  if (line === null) return [{ runId, seq, what: 'fold', sentence: 'The run has a trace and stands in no list: its line was removed.' }];
  const expected = lineOf(run);
  if (line['lastSeq'] !== expected['lastSeq'] || line['lastHash'] !== expected['lastHash'])
    return [
      {
        runId,
        seq,
        what: 'gap',
        sentence: `The trace ends at row ${String(seq)}, and the run was written up to row ${String(line['lastSeq'])}: its end was cut off or replaced.`,
      },
    ];
  return Object.entries(line)
    .filter(([field, cell]) => Object.hasOwn(expected, field) && cell !== expected[field])
    .map(([field, cell]) => ({
      runId,
      seq,
      what: 'fold' as const,
      sentence: `The list says ${columnName(field)} ${shown(cell)}, the trace says ${shown(expected[field])}.`,
    }));
}

/** Where the run's rows in the ledger are not those that its trace recorded. */
export function ledgerBreaks(
  { runId, ledger }: StoredRun,
  recorded: ReadonlyMap<string, { readonly seq: number; readonly rowHash: string | undefined }>,
  run: Pick<Run, 'flowId' | 'versionNo'>,
): Break[] {
  const breaks: Break[] = [];
  const found = new Set<string>();
  for (const { traceSeq, stage, flowId, versionNo, hash } of ledger) {
    const key = ledgerKey(traceSeq, stage);
    const row = recorded.get(key);
    found.add(key);
    if (row === undefined)
      breaks.push({
        runId,
        seq: traceSeq,
        what: 'ledger',
        sentence: `The ledger has a row for stage ${stage} that row ${String(traceSeq)} of the trace does not record.`,
      });
    else if (hash === null || (row.rowHash !== undefined && row.rowHash !== hash) || flowId !== run.flowId || versionNo !== run.versionNo)
      breaks.push({
        runId,
        seq: traceSeq,
        what: 'ledger',
        sentence: `The ledger's row for stage ${stage} (row ${String(traceSeq)} of the trace) was changed after it was written.`,
      });
  }
  for (const [key, { seq }] of recorded)
    if (!found.has(key)) breaks.push({ runId, seq, what: 'ledger', sentence: `Row ${String(seq)} records a ledger row that is gone.` });
  return breaks;
}

export const ledgerKey = (traceSeq: number, stage: string): string => `${String(traceSeq)}/${stage}`;

const shown = (cell: unknown): string => (cell === null || cell === undefined ? 'nothing' : JSON.stringify(cell).slice(0, 120));
