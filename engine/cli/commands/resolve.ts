import type { Command } from 'commander';
import { WaitId } from '../../base/ids.ts';
import { isJsonObject, type JsonObject } from '../../base/json.ts';
import { withWorkspace, type CommandOptions } from '../open-for-command.ts';
import { CommandEnd } from '../exit.ts';
import { printRun } from '../print-run.ts';

interface ResolveOptions extends CommandOptions {
  readonly outcome: string;
  readonly comment?: string;
  readonly form?: string;
}

export function addResolve(program: Command): void {
  program
    .command('resolve')
    .description('answer a human task; its run goes on')
    .argument('<task>', 'a wait id, as atelier inbox lists it')
    .requiredOption('--outcome <outcome>', 'e.g. approve')
    .option('--comment <text>')
    .option('--form <json>', 'what else the task asks for')
    .option('--workspace <folder>')
    .option('--json', 'print one JSON document')
    .action(async (task: string, options: ResolveOptions) => {
      const answer = formOf(options.form);
      await withWorkspace(options, 'own', async workspace => {
        const waitId = WaitId.safeParse(task);
        if (!waitId.success) throw new CommandEnd(2, `“${task}” is no task. atelier inbox lists them.`);
        const { me, roles } = workspace;
        const resolved = await workspace.runner.resolve({
          waitId: waitId.data,
          outcome: options.outcome,
          comment: options.comment ?? null,
          answer,
          by: me,
          roles,
        });
        if (resolved.ok) {
          await workspace.runner.settled(resolved.value);
          return printRun(workspace, await workspace.trace.rowsOf(workspace.orgId, resolved.value), options.json === true);
        }
        const { error } = resolved;
        throw new CommandEnd(
          1,
          error.kind !== 'does-not-fit'
            ? error.sentence
            : `The answer does not fit: ${error.problems.map(({ path, message }) => `${path} ${message}`).join(' ')}`,
        );
      });
    });
}

function formOf(text: string | undefined): JsonObject {
  if (text === undefined) return {};
  try {
    const value: unknown = JSON.parse(text);
    if (isJsonObject(value)) return value;
  } catch {
    // told below: the sentence is the same for what is not JSON and what is no object
  }
  throw new CommandEnd(2, '--form needs a JSON object, e.g. {"note": "fine"}.');
}
