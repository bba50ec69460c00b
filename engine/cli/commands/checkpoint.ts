import type { Command } from 'commander';
import { checkpointText } from '../../checkpoints/checkpoints.ts';
import { writeFileWhole } from '../../stores/folder/write-file-whole.ts';
import { CommandEnd } from '../exit.ts';
import { withWorkspace, type CommandOptions } from '../open-for-command.ts';
import { print, printJson } from '../print.ts';

export function addCheckpoint(program: Command): void {
  program
    .command('checkpoint')
    .description('sign all runs as they stand now; keep the file elsewhere, and verify shows later whether anything was taken away')
    .option('--out <file>', 'write the checkpoint with all its runs to this file')
    .option('--workspace <folder>')
    .option('--json', 'print one JSON document')
    .action(async (options: CommandOptions & { readonly out?: string }) => {
      await withWorkspace(options, 'own', async ({ checkpoints, folder }) => {
        const taken = await checkpoints.take();
        if (!taken.ok) throw new CommandEnd(2, taken.error);
        const newest = await checkpoints.newest();
        if (newest === null) throw new CommandEnd(2, `There is no run in ${folder} yet, so there is nothing to sign.`);
        const { body } = newest;
        if (options.out !== undefined) await keep(options.out, `${checkpointText(newest)}\n`);
        if (options.json === true) printJson(newest);
        else
          print(
            `Checkpoint ${String(body.number)} of ${new Date(body.atUs / 1000).toISOString()}: ${String(body.runCount)} runs, ${String(body.rowCount)} rows, root ${body.root}.\n` +
              `Signed with the key ${body.keyFingerprint}${options.out === undefined ? '; keep the file of it elsewhere with --out FILE' : `; written to ${options.out}`}.`,
          );
      });
    });
}

async function keep(file: string, text: string): Promise<void> {
  try {
    await writeFileWhole(file, text);
  } catch (fault) {
    throw new CommandEnd(2, `${file} cannot be written: ${fault instanceof Error ? fault.message : String(fault)}.`);
  }
}
