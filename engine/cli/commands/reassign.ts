import type { Command } from 'commander';
import { Actor, WaitId } from '../../base/ids.ts';
import { withWorkspace, type CommandOptions } from '../open-for-command.ts';
import { CommandEnd } from '../exit.ts';
import { print, printJson } from '../print.ts';

interface ReassignOptions extends CommandOptions {
  readonly to: string;
  readonly comment?: string;
}

export function addReassign(program: Command): void {
  program
    .command('reassign')
    .description('give a human task to somebody else')
    .argument('<task>', 'a wait id, as atelier inbox lists it')
    .requiredOption('--to <actor>', 'user:name or role:name')
    .option('--comment <text>')
    .option('--workspace <folder>')
    .option('--json', 'print one JSON document')
    .action(async (task: string, options: ReassignOptions) => {
      const waitId = WaitId.safeParse(task);
      if (!waitId.success) throw new CommandEnd(2, `“${task}” is no task. atelier inbox lists them.`);
      const to = Actor.safeParse(options.to);
      if (!to.success) throw new CommandEnd(2, `“${options.to}” is nobody. Write user:name or role:name.`);
      await withWorkspace(options, 'own', async ({ runner, me, roles }) => {
        const request = { waitId: waitId.data, to: to.data, comment: options.comment ?? null, by: me, roles };
        const reassigned = await runner.reassign(request);
        if (!reassigned.ok) throw new CommandEnd(1, reassigned.error.sentence);
        if (options.json === true) printJson({ runId: reassigned.value, waitId: waitId.data, to: to.data });
        else print(`${to.data} is asked now.`);
      });
    });
}
