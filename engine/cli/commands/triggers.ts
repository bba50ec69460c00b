import type { Command } from 'commander';
import { FlowId } from '../../base/ids.ts';
import type { TriggerState } from '../../triggers/triggers.ts';
import type { Workspace } from '../../workspace.ts';
import { CommandEnd } from '../exit.ts';
import { withWorkspace, type CommandOptions } from '../open-for-command.ts';
import { print, printJson, printTable } from '../print.ts';

interface TriggersOptions extends CommandOptions {
  readonly pause?: string;
  readonly resume?: string;
}

export function addTriggers(program: Command): void {
  program
    .command('triggers')
    .description('list the flows that start by themselves while Atelier is open, or pause one')
    .option('--pause <flow>', 'it starts nothing until it is resumed')
    .option('--resume <flow>', 'it starts again from now on; what fell due meanwhile is not made up for')
    .option('--workspace <folder>')
    .option('--json', 'print one JSON document')
    .action(async (options: TriggersOptions) => {
      const { pause, resume } = options;
      if (pause !== undefined && resume !== undefined) throw new CommandEnd(2, 'Pause a flow or resume it, one at a time.');
      await withWorkspace(options, pause === undefined && resume === undefined ? 'read-only' : 'own', async workspace => {
        if (pause !== undefined) await set(workspace, pause, false);
        if (resume !== undefined) await set(workspace, resume, true);
        const triggers = await workspace.triggers.list();
        if (options.json === true) printJson({ triggers });
        else if (triggers.length === 0) print('No published flow starts by itself.');
        else printTable(['flow', 'version', 'starts', 'next', 'last start', 'problem'], triggers.map(cells));
      });
    });
}

async function set(workspace: Workspace, flow: string, isOn: boolean): Promise<void> {
  const flowId = FlowId.safeParse(flow);
  const done = flowId.success ? await workspace.triggers.set(flowId.data, isOn, workspace.me) : null;
  if (done?.ok !== true)
    throw new CommandEnd(1, `No published version of “${flow}” starts by itself. atelier triggers lists those that do.`);
}

const cells = ({ flowId, versionNo, trigger, isOn, nextAtUs, lastStart, problem }: TriggerState): readonly unknown[] => [
  flowId,
  versionNo,
  trigger.on === 'event' ? `on ${trigger.eventType}` : `${trigger.cron} (${trigger.timezone})`,
  isOn ? (nextAtUs === null ? null : instant(nextAtUs)) : 'paused',
  lastStart === null ? null : `${instant(lastStart.atUs)} ${lastStart.runId}`,
  problem?.sentence,
];

const instant = (atUs: number): string => new Date(atUs / 1000).toISOString().slice(0, 16) + 'Z';
