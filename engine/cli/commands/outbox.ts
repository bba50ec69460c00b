import { Option, type Command } from 'commander';
import { OUTBOX_STATUSES, type OutboxEntry, type OutboxStatus } from '../../bus/outbox.ts';
import type { Workspace } from '../../workspace.ts';
import { CommandEnd } from '../exit.ts';
import { instant } from '../instant.ts';
import { withWorkspace, type CommandOptions } from '../open-for-command.ts';
import { print, printJson, printTable } from '../print.ts';

interface OutboxOptions extends CommandOptions {
  readonly status?: OutboxStatus;
  readonly retry?: string;
}

export function addOutbox(program: Command): void {
  program
    .command('outbox')
    .description('list events that steps sent, newest first, or send a dead letter again')
    .addOption(new Option('--status <status>', 'only those').choices(OUTBOX_STATUSES))
    .option('--retry <event>', 'send this dead letter again')
    .option('--workspace <folder>')
    .option('--json', 'print one JSON document')
    .action(async (options: OutboxOptions) => {
      await withWorkspace(options, options.retry === undefined ? 'read-only' : 'own', async workspace => {
        if (options.retry !== undefined) await retry(workspace, options.retry);
        const entries = await workspace.outbox.list(workspace.orgId, { status: options.status, limit: 1000 });
        if (options.json === true) printJson({ events: entries.map(({ body: _, ...entry }) => entry) });
        else if (entries.length === 0) print('Nothing was sent.');
        else printTable(['sent', 'event', 'type', 'run', 'status', 'attempts', 'next', 'why'], entries.map(cells));
      });
    });
}

async function retry(workspace: Workspace, eventId: string): Promise<void> {
  const asked = await workspace.runner.redeliver(eventId, workspace.me);
  if (!asked.ok)
    throw new CommandEnd(
      1,
      asked.error === 'not-dead'
        ? `The event ${eventId} is on its way, or was delivered. atelier outbox says which.`
        : `No event ${eventId} was sent from here. atelier outbox lists those that were.`,
    );
  await workspace.runner.relayed();
}

const cells = ({ event, runId, status, attempts, createdAtUs, nextAtUs, error }: OutboxEntry): readonly unknown[] => [
  instant(createdAtUs),
  event.event_id,
  event.event_type,
  runId,
  status,
  attempts,
  status === 'pending' ? instant(nextAtUs) : null,
  error?.message,
];
