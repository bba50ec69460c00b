import type { Command } from 'commander';
import { importFlow } from '../../import-flow.ts';
import { CommandEnd } from '../exit.ts';
import { withWorkspace, type CommandOptions } from '../open-for-command.ts';
import { print, printJson } from '../print.ts';
import { readFlow } from '../read-flow.ts';

export function addImport(program: Command): void {
  program
    .command('import')
    .description('take a flow’s file as the draft of its flow; the file’s name is the flow’s id')
    .argument('<file>', 'a .flow.json file')
    .option('--force', 'also where the draft has changes that no version and no file holds')
    .option('--workspace <folder>', 'made when missing')
    .option('--json', 'print one JSON document')
    .action(async (file: string, options: CommandOptions & { readonly force?: boolean }) => {
      const read = await readFlow(file);
      await withWorkspace(options, 'own', async workspace => {
        const imported = await importFlow(workspace, { ...read, force: options.force === true });
        if (!imported.ok) throw new CommandEnd(1, imported.error);
        const { draft, how, sentence } = imported.value;
        if (options.json === true) printJson({ flowId: draft.flowId, revision: draft.revision, how, sentence, notices: read.notices });
        else print([sentence, ...read.notices].join('\n'));
      });
    });
}
