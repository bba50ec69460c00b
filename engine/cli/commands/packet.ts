import type { Command } from 'commander';
import { userInfo } from 'node:os';
import type { OrgId } from '../../base/ids.ts';
import { defaultWorkspaceFolder } from '../../default-workspace-folder.ts';
import { anyContract, buildPacket } from '../../packet/build-packet.ts';
import { readPacketText } from '../../packet/read-packet-text.ts';
import type { Packet } from '../../packet/packet.ts';
import { readWorkspaceSettings } from '../../workspace-settings.ts';
import { buildPacketFile, type BuildOptions } from '../build-packet-file.ts';
import { CommandEnd } from '../exit.ts';
import type { CommandOptions } from '../open-for-command.ts';
import { print, printJson } from '../print.ts';
import { readFlow } from '../read-flow.ts';
import { readInput } from '../read-input.ts';
import { readPacket } from '../read-packet.ts';

export function addPacket(program: Command): void {
  const packet = program.command('packet').description('evidence');
  packet
    .command('build')
    .description('read every source of a recipe, check the slices, and write the packet with its manifest')
    .argument('<recipe>', 'a .recipe.json file')
    .option(
      '--flow <flow>',
      'a flow file, or a flow of the workspace, whose contract the slices are checked against; else the one that the recipe names',
    )
    .option(
      '--from <folder>',
      'what the sources’ paths start from; else the workspace, or the folder that the recipe lies in when it is outside',
    )
    .option('--out <file>', 'where the packet is written; else beside the recipe')
    .option('--check', 'read and check, and write nothing')
    .option('--replace-edits', 'write also over slices that were edited by hand since the last build')
    .option('--workspace <folder>', 'whose org the hash belongs to, whose flows and earlier runs the recipe may name')
    .option('--json', 'print one JSON document')
    .action((recipe: string, options: BuildOptions) => buildPacketFile(recipe, options));
  packet
    .command('hash')
    .description("print a packet's hash and its slices' hashes under a flow's contract")
    .argument('<file>', 'a .packet.json file')
    .option('--flow <flow>', 'the flow whose contract the slices are checked and hashed under; else they are taken as they are')
    .option('--workspace <folder>', 'whose org the hash belongs to')
    .option('--json', 'print one JSON document')
    .action(async (file: string, options: CommandOptions & { readonly flow?: string }) => {
      const settings = readWorkspaceSettings(options.workspace ?? defaultWorkspaceFolder(process.env), userInfo().username);
      if (!settings.ok) throw new CommandEnd(2, settings.error);
      const { orgId } = settings.value.settings;
      const read =
        options.flow === undefined ? await asItIs(orgId, file) : await readPacket(orgId, (await readFlow(options.flow)).flow, file);
      const slices = Object.fromEntries(read.slices.map(({ name, hash }) => [name, hash]));
      if (options.json === true) printJson({ hash: read.hash, slices });
      else print([read.hash, ...Object.entries(slices).map(([name, hash]) => `${name} ${hash}`)].join('\n'));
    });
}

/** A packet that no flow asks anything of. */
async function asItIs(orgId: OrgId, file: string): Promise<Packet> {
  const read = readPacketText(await readInput(file));
  if (!read.ok) throw new CommandEnd(2, `${file}: ${read.error.sentence}`);
  const built = buildPacket(orgId, anyContract(Object.keys(read.value.slices)), read.value);
  if (built.ok) return built.value;
  throw new CommandEnd(2, built.error.map(({ slice, message }) => `${file}: ${slice ?? ''}: ${message}`).join('\n'));
}
