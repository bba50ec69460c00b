import type { Command } from 'commander';
import type { VerifyReport } from '../../verify/verify-report.ts';
import type { KeptCheckpoint } from '../../verify/checkpoint-breaks.ts';
import { readCheckpointFile } from '../../workspace-proof.ts';
import { CommandEnd } from '../exit.ts';
import { withWorkspace, type CommandOptions } from '../open-for-command.ts';
import { print, printJson } from '../print.ts';
import { readRunId } from '../read-run-id.ts';

type VerifyOptions = CommandOptions & { readonly checkpoint: readonly string[] };

export function addVerify(program: Command): void {
  program
    .command('verify')
    .description('check that nothing of a trace, of what stands beside it, or of its values was changed, dropped or cut off')
    .argument('[run]', 'a run id; without one all runs')
    .option('--checkpoint <file>', 'hold it against a checkpoint that was kept elsewhere; may be given again', gathered, [])
    .option('--workspace <folder>')
    .option('--json', 'print one JSON document')
    .action(async (run: string | undefined, options: VerifyOptions) => {
      const kept = await Promise.all(options.checkpoint.map(readKept));
      await withWorkspace(options, 'read-only', async workspace => {
        const only = run === undefined ? null : readRunId(run);
        const report = await workspace.verify({ only, kept });
        if (only !== null && report.runs === 0 && report.ok) throw new CommandEnd(2, `There is no run ${only} in ${workspace.folder}.`);
        if (options.json === true) printJson(report);
        else printReport(report);
        if (!report.ok) throw new CommandEnd(1, '');
      });
    });
}

const gathered = (file: string, files: readonly string[]): readonly string[] => [...files, file];

async function readKept(file: string): Promise<KeptCheckpoint> {
  const read = await readCheckpointFile(file);
  if (!read.ok) throw new CommandEnd(2, read.error);
  return read.value;
}

function printReport({ runs, rows, values, checkpoints, ok, breaks }: VerifyReport): void {
  for (const { runId, seq, sentence } of breaks)
    print(`${[runId, seq === 0 ? null : `row ${String(seq)}`].filter(part => part !== null).join(' ') || 'workspace'}: ${sentence}`);
  const seen = `${counted(runs, 'run')}, ${counted(rows, 'row')}, ${counted(values, 'value')}, ${counted(checkpoints, 'checkpoint')}`;
  print(ok ? `${seen}: everything holds.` : `${counted(breaks.length, 'break')} in ${seen}.`);
  if (ok && checkpoints === 0)
    print('No checkpoint was ever taken, so a removed run or a cut-off end would not show. Take one with: atelier checkpoint --out FILE');
}

const counted = (count: number, what: string): string => `${String(count)} ${what}${count === 1 ? '' : 's'}`;
