import type { Command } from 'commander';
import { RunId } from '../../base/ids.ts';
import type { TraceRow } from '../../trace/trace-row.ts';
import type { Workspace } from '../../workspace.ts';
import { CommandEnd } from '../exit.ts';
import { withWorkspace, type CommandOptions } from '../open-for-command.ts';
import { printJson, printTable } from '../print.ts';
import { runDocument } from '../run-document.ts';

export function addTrace(program: Command): void {
  program
    .command('trace')
    .description('print everything that happened in a run')
    .argument('<run>', 'a run id')
    .option('--workspace <folder>')
    .option('--json', 'print one JSON document')
    .action(async (run: string, options: CommandOptions) => {
      await withWorkspace(options, 'read-only', async workspace => {
        const rows = await rowsOf(workspace, run);
        if (options.json === true) printJson(await runDocument(workspace, rows, true));
        else
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
      });
    });
}

/** The rows of a run that a person named. */
export async function rowsOf(workspace: Workspace, run: string): Promise<readonly TraceRow[]> {
  const runId = RunId.safeParse(run);
  const rows = runId.success ? await workspace.trace.rowsOf(workspace.orgId, runId.data) : [];
  if (rows.length === 0) throw new CommandEnd(2, `There is no run ${run} in ${workspace.folder}.`);
  return rows;
}
