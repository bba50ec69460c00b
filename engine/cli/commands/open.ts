import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Command } from 'commander';
import { CommandEnd } from '../exit.ts';
import type { CommandOptions } from '../open-for-command.ts';

export function addOpen(program: Command): void {
  program
    .command('open')
    .description('open the window')
    .option('--workspace <folder>')
    .action(async (options: CommandOptions) => {
      const start = join(import.meta.dirname, '..', '..', '..', 'electron', 'start.ts');
      const window = spawn(process.execPath, [start, ...(options.workspace === undefined ? [] : ['--workspace', options.workspace])], {
        stdio: 'inherit',
      });
      const [code] = (await once(window, 'exit')) as [number | null]; // true: the documented arguments of a child's exit event
      if (code !== 0) throw new CommandEnd(2, '');
    });
}
