import { Option, type Command } from 'commander';
import { SheetFormat } from '../../exports/sheet-format.ts';
import { flowSheetFile } from '../../flow-sheet-file.ts';
import { fileSentence } from '../../stores/folder/file-problem.ts';
import { writeFileWhole } from '../../stores/folder/write-file-whole.ts';
import { CommandEnd } from '../exit.ts';
import { namedDraft } from '../name-flow.ts';
import { withWorkspace, type CommandOptions } from '../open-for-command.ts';
import { print, printJson } from '../print.ts';
import { versionNumber } from './export.ts';

interface SheetOptions extends CommandOptions {
  readonly as: SheetFormat;
  readonly version?: number;
  readonly out?: string;
}

export function addSheet(program: Command): void {
  program
    .command('sheet')
    .description('write a flow as a sheet for people who are no engineers: steps, who decides, what it waits for, what it does outside')
    .argument('<flow>', 'a flow’s id')
    .addOption(new Option('--as <format>', 'Word, or one HTML file that prints well').choices(SheetFormat.options).default('docx'))
    .option('--version <number>', 'a published version; the draft, unless said otherwise', versionNumber)
    .option('--out <file>', 'where to; its own name in this folder, unless said otherwise')
    .option('--workspace <folder>')
    .option('--json', 'print one JSON document')
    .action(async (name: string, options: SheetOptions) => {
      await withWorkspace(options, 'read-only', async workspace => {
        const { flowId } = await namedDraft(workspace, name);
        const versionNo = options.version ?? null;
        const sheet = await flowSheetFile(workspace, { flowId, versionNo, as: options.as });
        if (!sheet.ok)
          throw new CommandEnd(2, `${flowId} has no version ${String(versionNo)}. “atelier versions ${flowId}” lists what it has.`);
        const file = options.out ?? sheet.value.name;
        await writeFileWhole(file, sheet.value.bytes).catch((fault: unknown) => {
          throw new CommandEnd(2, fileSentence(fault, file));
        });
        if (options.json === true) printJson({ flowId, versionNo, file, bytes: sheet.value.bytes.length });
        else print(`Written to ${file}.`);
      });
    });
}
