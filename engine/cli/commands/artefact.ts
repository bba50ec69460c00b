import { Option, type Command } from 'commander';
import { exportArtefact } from '../../export-artefact.ts';
import { ArtefactFormat } from '../../exports/artefact-format.ts';
import { checkSentence } from '../../exports/source-words.ts';
import { readArtefact } from '../../read-artefact.ts';
import { fileSentence } from '../../stores/folder/file-problem.ts';
import { writeFileWhole } from '../../stores/folder/write-file-whole.ts';
import { addArtefactRestore } from './artefact-restore.ts';
import { CommandEnd } from '../exit.ts';
import { withWorkspace, type CommandOptions } from '../open-for-command.ts';
import { print, printJson } from '../print.ts';
import { readRunId } from '../read-run-id.ts';

interface ArtefactOptions extends CommandOptions {
  readonly as: ArtefactFormat;
  readonly path?: string;
  readonly out?: string;
}

export function addArtefact(program: Command): void {
  const artefact = program.command('artefact').description('documents that runs wrote');
  addArtefactRestore(artefact);
  artefact
    .command('export')
    .description('write a document as Word, as one HTML file that prints well, or as its Markdown')
    .argument('<run>', 'a run id')
    .addOption(new Option('--as <format>', 'what to write').choices(ArtefactFormat.options).makeOptionMandatory())
    .option('--path <artefact>', 'which one, when the run wrote several')
    .option('--out <file>', 'where to; its own name in this folder, unless said otherwise')
    .option('--workspace <folder>')
    .option('--json', 'print one JSON document')
    .action(async (run: string, options: ArtefactOptions) => {
      await withWorkspace(options, 'read-only', async workspace => {
        const runId = readRunId(run);
        const artefact = await readArtefact(workspace, runId, options.path ?? null);
        if (!artefact.ok) throw new CommandEnd(2, artefact.error.sentence);
        const { name, bytes } = await exportArtefact(artefact.value, options.as);
        const file = options.out ?? name;
        await writeFileWhole(file, bytes).catch((fault: unknown) => {
          throw new CommandEnd(2, fileSentence(fault, file));
        });
        const { citations } = artefact.value;
        const broken = citations.filter(({ isTrue }) => !isTrue).map(({ number }) => number);
        if (options.json === true)
          printJson({ runId, path: artefact.value.path, file, bytes: bytes.length, citations: citations.length, broken });
        else print(`Written to ${file}. ${checkSentence(citations)}`);
      });
    });
}
