import type { Command } from 'commander';
import { withWorkspace, type CommandOptions } from '../open-for-command.ts';
import { CommandEnd } from '../exit.ts';
import { print, printJson } from '../print.ts';
import { verifyRuns } from '../verify-runs.ts';
import { rowsOf } from './trace.ts';

export function addVerify(program: Command): void {
  program
    .command('verify')
    .description('check that no trace row, fold or stored value was changed')
    .argument('[run]', 'a run id; without one all runs')
    .option('--workspace <folder>')
    .option('--json', 'print one JSON document')
    .action(async (run: string | undefined, options: CommandOptions) => {
      await withWorkspace(options, 'read-only', async workspace => {
        const only = run === undefined ? null : ((await rowsOf(workspace, run))[0]?.runId ?? null);
        const report = await verifyRuns(workspace, only);
        if (options.json === true) printJson(report);
        else {
          for (const { runId, seq, sentence } of report.breaks) print(`${runId} row ${String(seq)}: ${sentence}`);
          print(
            report.ok
              ? `${String(report.runs)} runs, ${String(report.rows)} rows: every chain, fold and value holds.`
              : `${String(report.breaks.length)} breaks in ${String(report.runs)} runs.`,
          );
        }
        if (!report.ok) throw new CommandEnd(1, '');
      });
    });
}
