import type { Command } from 'commander';
import { restoreArtefacts } from '../../restore-artefacts.ts';
import { CommandEnd } from '../exit.ts';
import { withWorkspace, type CommandOptions } from '../open-for-command.ts';
import { print, printJson } from '../print.ts';
import { readRunId } from '../read-run-id.ts';

/** `artefact restore` */
export function addArtefactRestore(artefact: Command): void {
  artefact
    .command('restore')
    .description('write files of a run’s documents again that are gone, from the store')
    .argument('<run>', 'a run id')
    .option('--workspace <folder>')
    .option('--json', 'print one JSON document')
    .action(async (run: string, options: CommandOptions) => {
      await withWorkspace(options, 'read-only', async workspace => {
        const runId = readRunId(run);
        const written = await restoreArtefacts(workspace, runId);
        if (!written.ok) throw new CommandEnd(2, written.error);
        if (options.json === true) printJson({ runId, written: written.value });
        else if (written.value.length === 0) print('Nothing is missing.');
        else for (const path of written.value) print(`Written again: ${path}`);
      });
    });
}
