import { Option, type Command } from 'commander';
import { chromeTrace } from '../../exports/chrome-trace.ts';
import type { ExportValues } from '../../exports/export-values.ts';
import { maskedSteps } from '../../flow/masked-steps.ts';
import { otlpTrace } from '../../exports/otlp.ts';
import { traceCsv } from '../../exports/trace-csv.ts';
import type { TraceRow } from '../../trace/trace-row.ts';
import type { Workspace } from '../../workspace.ts';
import { CommandEnd } from '../exit.ts';
import { withWorkspace, type CommandOptions } from '../open-for-command.ts';
import { printJson, printTable } from '../print.ts';
import { readRunId } from '../read-run-id.ts';
import { traceDocument } from '../../library/run-document.ts';

type TraceOptions = CommandOptions & {
  readonly otlp?: boolean;
  readonly chrome?: boolean;
  readonly csv?: boolean;
  readonly withValues?: boolean;
};

export function addTrace(program: Command): void {
  program
    .command('trace')
    .description('print everything that happened in a run')
    .argument('<run>', 'a run id')
    .option('--workspace <folder>')
    .addOption(new Option('--json', 'print one JSON document').conflicts(['otlp', 'chrome', 'csv']))
    .addOption(new Option('--otlp', 'print it as OpenTelemetry spans (OTLP/JSON)').conflicts(['json', 'chrome', 'csv']))
    .addOption(new Option('--chrome', 'print it for ui.perfetto.dev (Trace Event Format)').conflicts(['json', 'otlp', 'csv']))
    .addOption(new Option('--csv', 'print all columns of its rows (RFC 4180)').conflicts(['json', 'otlp', 'chrome']))
    .option('--with-values', 'let values and texts leave with --otlp or --csv; what may hold a sensitive slice stays masked')
    .action(async (run: string, options: TraceOptions) => {
      if (options.withValues === true && options.otlp !== true && options.csv !== true)
        throw new CommandEnd(2, '--with-values goes with --otlp or --csv.');
      await withWorkspace(options, 'read-only', async workspace => {
        const rows = await rowsOf(workspace, run);
        if (options.json === true) printJson(await traceDocument(workspace, rows));
        else if (options.otlp === true)
          printJson(otlpTrace(rows, await ledgerOf(workspace, rows), await valuesFor(workspace, rows, options)));
        else if (options.chrome === true) printJson(chromeTrace(rows, await ledgerOf(workspace, rows)));
        else if (options.csv === true) process.stdout.write(traceCsv(rows, await valuesFor(workspace, rows, options)));
        else printRows(rows);
      });
    });
}

/** The rows of a run that a person named. */
export async function rowsOf(workspace: Workspace, run: string): Promise<readonly TraceRow[]> {
  const rows = await workspace.trace.rowsOf(workspace.orgId, readRunId(run));
  if (rows.length === 0) throw new CommandEnd(2, `There is no run ${run} in ${workspace.folder}.`);
  return rows;
}

const ledgerOf = async (workspace: Workspace, [first]: readonly TraceRow[]): ReturnType<Workspace['ledger']['rows']> =>
  first === undefined ? [] : workspace.ledger.rows(workspace.orgId, first.runId);

/** Values leave only when asked for, and those of sensitive slices never: the flow of the run's own version says which these are. */
async function valuesFor(workspace: Workspace, [first]: readonly TraceRow[], options: TraceOptions): Promise<ExportValues> {
  if (options.withValues !== true || first === undefined) return { kind: 'hashes' };
  const flow = await workspace.flows.definition(workspace.orgId, first.versionHash);
  return flow === null ? { kind: 'hashes' } : { kind: 'values', maskedSteps: maskedSteps(flow) };
}

function printRows(rows: readonly TraceRow[]): void {
  printTable(
    ['seq', 'at', 'kind', 'step', 'visit', 'attempt', 'actor', 'hash'],
    rows.map(row => [
      row.seq,
      new Date(row.atUs / 1000).toISOString(),
      row.kind,
      row.stepId,
      row.visit,
      row.attempt,
      row.actor,
      row.rowHash.slice(7, 15),
    ]),
  );
}
