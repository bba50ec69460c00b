import type { Command } from 'commander';
import { withWorkspace, type CommandOptions } from '../open-for-command.ts';
import { CommandEnd } from '../exit.ts';
import { print, printJson } from '../print.ts';
import { readEvents } from '../read-answers.ts';

export function addEvent(program: Command): void {
  program
    .command('event')
    .description('the bus')
    .command('send')
    .description('put an event on the bus; runs that wait for it go on')
    .argument('<file>', 'an envelope, or only {"event_type", "payload"}')
    .option('--workspace <folder>')
    .option('--json', 'print one JSON document')
    .action(async (file: string, options: CommandOptions) => {
      await withWorkspace(options, 'own', async workspace => {
        for (const event of await readEvents([file], workspace.orgId)) {
          const { kind, matchedRuns } = await workspace.runner.receive(event);
          if (kind === 'conflict')
            throw new CommandEnd(
              1,
              `${file}: the key “${event.idempotency_key}” is known with another body. Give the event a key of its own.`,
            );
          for (const runId of matchedRuns) await workspace.runner.settled(runId);
          if (options.json === true) printJson({ eventId: event.event_id, kind, matchedRuns });
          else
            print(
              kind === 'same'
                ? 'This event was received before; nothing happened.'
                : `Received${matchedRuns.length === 0 ? '; no run waits for it.' : `: ${matchedRuns.join(', ')} went on.`}`,
            );
        }
      });
    });
}
