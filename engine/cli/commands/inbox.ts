import type { Command } from 'commander';
import { withWorkspace, type CommandOptions } from '../open-for-command.ts';
import { print, printJson, printTable } from '../print.ts';

export function addInbox(program: Command): void {
  program
    .command('inbox')
    .description('list what runs wait for, oldest first')
    .option('--workspace <folder>')
    .option('--json', 'print one JSON document')
    .action(async (options: CommandOptions) => {
      await withWorkspace(options, 'read-only', async workspace => {
        const waits = await workspace.runs.openWaits(workspace.orgId);
        if (options.json === true) printJson({ waits });
        else if (waits.length === 0) print('Nothing waits.');
        else
          printTable(
            ['wait', 'flow', 'step', 'for', 'what'],
            waits.map(({ wait, flowName, stepId }) => [
              wait.waitId,
              flowName,
              stepId,
              ...(wait.subject.kind === 'human' ? [wait.subject.assignee, wait.subject.description] : ['event', wait.subject.eventType]),
            ]),
          );
      });
    });
}
