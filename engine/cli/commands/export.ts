import { InvalidArgumentError, type Command } from 'commander';
import { flowText } from '../../flow/flow-text.ts';
import type { Flow } from '../../flow/flow.ts';
import { writeFileWhole } from '../../stores/folder/write-file-whole.ts';
import type { Workspace } from '../../workspace.ts';
import { CommandEnd } from '../exit.ts';
import { namedDraft } from '../name-flow.ts';
import { withWorkspace, type CommandOptions } from '../open-for-command.ts';
import { print, printJson } from '../print.ts';

interface ExportOptions extends CommandOptions {
  readonly version?: number;
  readonly out?: string;
}

export function addExport(program: Command): void {
  program
    .command('export')
    .description('print a flow as its one text file: the same flow always gives the same bytes')
    .argument('<flow>', 'a flow’s id')
    .option('--version <number>', 'a published version; the draft, unless said otherwise', versionNumber)
    .option('--out <file>', 'write it there, e.g. pricing.flow.json')
    .option('--workspace <folder>')
    .option('--json', 'print one JSON document')
    .action(async (name: string, options: ExportOptions) => {
      await withWorkspace(options, 'read-only', async workspace => {
        const text = flowText(await wanted(workspace, name, options.version));
        if (options.out !== undefined) {
          await writeFileWhole(options.out, text).catch((fault: unknown) => {
            throw new CommandEnd(2, `${options.out ?? ''} cannot be written: ${fault instanceof Error ? fault.message : String(fault)}.`);
          });
          if (options.json === true) printJson({ flowId: name, file: options.out });
          else print(`Written to ${options.out}.`);
        } else process.stdout.write(text);
      });
    });
}

async function wanted(workspace: Workspace, name: string, versionNo: number | undefined): Promise<Flow> {
  const { flow, flowId } = await namedDraft(workspace, name);
  if (versionNo === undefined) return flow;
  const versions = await workspace.flows.versions(workspace.orgId, flowId);
  const version = versions.find(each => each.versionNo === versionNo);
  const definition = version === undefined ? null : await workspace.flows.definition(workspace.orgId, version.versionHash);
  if (definition !== null) return definition;
  throw new CommandEnd(
    2,
    `${flowId} has no version ${String(versionNo)}. ${versions.length === 0 ? 'None was published yet.' : `It has ${versions.map(each => each.versionNo).join(', ')}.`}`,
  );
}

/** A version's number as a person writes it. */
export function versionNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('Write a whole number from 1.');
  return number;
}
