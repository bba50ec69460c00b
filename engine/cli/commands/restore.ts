import type { Command } from 'commander';
import { restoreVersion, type RestoreProblem } from '../../restore-version.ts';
import { CommandEnd } from '../exit.ts';
import { namedDraft } from '../name-flow.ts';
import { withWorkspace, type CommandOptions } from '../open-for-command.ts';
import { print, printJson } from '../print.ts';
import { versionNumber } from './export.ts';

export function addRestore(program: Command): void {
  program
    .command('restore')
    .description('make an older version of a flow its draft again')
    .argument('<flow>', 'a flow’s id')
    .requiredOption('--version <number>', 'a published version', versionNumber)
    .option('--workspace <folder>')
    .option('--json', 'print one JSON document')
    .action(async (name: string, options: CommandOptions & { readonly version: number }) => {
      await withWorkspace(options, 'own', async workspace => {
        const { flowId } = await namedDraft(workspace, name);
        const restored = await restoreVersion(workspace, { flowId, versionNo: options.version, revision: null });
        if (!restored.ok) throw new CommandEnd(2, sentenceOf(restored.error, name, options.version));
        const { revision } = restored.value;
        if (options.json === true) printJson({ flowId, revision, versionNo: options.version });
        else print(`The draft of ${flowId} says what version ${String(options.version)} says; it is revision ${String(revision)}.`);
      });
    });
}

function sentenceOf(problem: RestoreProblem, name: string, versionNo: number): string {
  switch (problem.kind) {
    case 'no-such-flow':
      return `There is no flow ${name}.`;
    case 'no-such-version':
      return `${name} has no version ${String(versionNo)}. ${problem.versionNos.length === 0 ? 'None was published yet.' : `It has ${problem.versionNos.join(', ')}.`}`;
    case 'revision-moved':
      return `Somebody saved ${name} at this moment. Restore it again.`;
  }
}
