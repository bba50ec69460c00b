import type { Command } from 'commander';
import { userInfo } from 'node:os';
import { defaultWorkspaceFolder } from '../../default-workspace-folder.ts';
import { readWorkspaceSettings } from '../../workspace-settings.ts';
import { CommandEnd } from '../exit.ts';
import type { CommandOptions } from '../open-for-command.ts';
import { print, printJson } from '../print.ts';
import { readFlow } from '../read-flow.ts';
import { readPacket } from '../read-packet.ts';

export function addPacket(program: Command): void {
  program
    .command('packet')
    .description('evidence')
    .command('hash')
    .description("print a packet's hash and its slices' hashes under a flow's contract")
    .argument('<file>', 'a .packet.json file')
    .requiredOption('--flow <flow>', 'the flow whose contract the slices are checked and hashed under')
    .option('--workspace <folder>', 'whose org the hash belongs to')
    .option('--json', 'print one JSON document')
    .action(async (file: string, options: CommandOptions & { readonly flow: string }) => {
      const { flow } = await readFlow(options.flow);
      const settings = readWorkspaceSettings(options.workspace ?? defaultWorkspaceFolder(process.env), userInfo().username);
      if (!settings.ok) throw new CommandEnd(2, settings.error);
      const packet = await readPacket(settings.value.settings.orgId, flow, file);
      const slices = Object.fromEntries(packet.slices.map(({ name, hash }) => [name, hash]));
      if (options.json === true) printJson({ hash: packet.hash, slices });
      else print([packet.hash, ...Object.entries(slices).map(([name, hash]) => `${name} ${hash}`)].join('\n'));
    });
}
