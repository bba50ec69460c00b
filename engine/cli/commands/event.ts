import { InvalidArgumentError, type Command } from 'commander';
import { CommandEnd } from '../exit.ts';
import { instant } from '../instant.ts';
import { withWorkspace, type CommandOptions } from '../open-for-command.ts';
import { print, printJson, printTable } from '../print.ts';
import { readEvents } from '../read-answers.ts';
import { sendSigned, type SignedSending } from '../send-signed.ts';

interface SendOptions extends CommandOptions {
  readonly to?: string;
  readonly secretRef?: string;
}

interface ListOptions extends CommandOptions {
  readonly type?: string;
  readonly limit: number;
  readonly rejected?: boolean;
}

export function addEvent(program: Command): void {
  const event = program.command('event').description('the bus: send an event, or see what came');
  event
    .command('send')
    .description('put an event on the bus, so that runs that wait for it go on; or sign it and post it to an open Atelier')
    .argument('<file>', 'an envelope, or only {"event_type", "payload"}')
    .option('--to <url>', 'post it there, signed, instead of into the workspace')
    .option('--secret-ref <ref>', 'the product’s secret, by reference: env:NAME')
    .option('--workspace <folder>')
    .option('--json', 'print one JSON document')
    .action(async (file: string, options: SendOptions) => {
      const { to, secretRef } = options;
      if (to !== undefined) await post({ file, to, secretRef }, options.json === true);
      else await receive(file, options);
    });
  event
    .command('list')
    .description('what came, newest first, and which runs took it')
    .option('--type <type>', 'only events of this type')
    .option('--rejected', 'what was refused instead, counted by reason')
    .option('--limit <count>', 'at most so many', count, 50)
    .option('--workspace <folder>')
    .option('--json', 'print one JSON document')
    .action((options: ListOptions) => (options.rejected === true ? listRejected(options) : list(options)));
}

async function receive(file: string, options: CommandOptions): Promise<void> {
  await withWorkspace(options, 'own', async workspace => {
    for (const event of await readEvents([file], workspace.orgId)) {
      const { kind, matchedRuns } = await workspace.runner.receive(event);
      if (kind === 'conflict')
        throw new CommandEnd(1, `${file}: the key “${event.idempotency_key}” is known with another body. Give the event a key of its own.`);
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
}

async function post(sending: SignedSending, asJson: boolean): Promise<void> {
  const sent = await sendSigned(sending);
  if (asJson) printJson(sent);
  else print(`${sent.status} ${sent.answer}`);
  if (sent.status < 200 || sent.status > 299) throw new CommandEnd(1, asJson ? '' : `${sending.to} refused the event ${sent.eventId}.`);
}

async function list(options: ListOptions): Promise<void> {
  await withWorkspace(options, 'read-only', async workspace => {
    const events = await workspace.events.list(workspace.orgId, { eventType: options.type, limit: options.limit });
    if (options.json === true) printJson({ events });
    else if (events.length === 0) print('No event came.');
    else
      printTable(
        ['received', 'type', 'product', 'event', 'taken by'],
        events.map(({ event, receivedAtUs, takenBy }) => [
          instant(receivedAtUs),
          event.event_type,
          event.product,
          event.event_id,
          takenBy.join(', '),
        ]),
      );
  });
}

async function listRejected(options: ListOptions): Promise<void> {
  await withWorkspace(options, 'read-only', async workspace => {
    const rejected = await workspace.events.rejections(workspace.orgId);
    if (options.json === true) printJson({ rejected });
    else if (rejected.length === 0) print('Nothing was refused.');
    else
      printTable(
        ['last', 'count', 'code', 'product', 'why'],
        rejected.map(({ lastAtUs, count: times, code, product, message }) => [instant(lastAtUs), times, code, product, message]),
      );
  });
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 10_000) throw new InvalidArgumentError('It is a number from 1 to 10000.');
  return value;
}
