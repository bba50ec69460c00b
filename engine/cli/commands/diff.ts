import type { Command } from 'commander';
import { diffFlows } from '../../flow/diff-flows.ts';
import type { CommandOptions } from '../open-for-command.ts';
import { print, printJson } from '../print.ts';
import { readFlow } from '../read-flow.ts';
import { openShelves } from '../shelves.ts';

export function addDiff(program: Command): void {
  program
    .command('diff')
    .description('say in sentences what one flow does otherwise than another')
    .argument('<before>', 'a .flow.json file')
    .argument('<after>', 'a .flow.json file')
    .option('--workspace <folder>', 'whose skills and products name the fields besides the shipped ones')
    .option('--json', 'print one JSON document')
    .action(async (before: string, after: string, options: CommandOptions) => {
      const [was, is] = [await readFlow(before), await readFlow(after)];
      const { skills, products } = openShelves(options);
      const diff = diffFlows(was.flow, is.flow, { skills: skills.list(), products: products.list() });
      if (options.json === true) printJson(diff);
      else if (diff.changes.length > 0) for (const { sentence } of diff.changes) print(sentence);
      else print(diff.layoutOnly ? 'They do the same; only places, notes or spacing differ.' : 'They are the same.');
    });
}
