import type { Command } from 'commander';
import type { FlowProblem } from '../../flow/flow-problem.ts';
import { readFlowText } from '../../flow/read-flow-text.ts';
import { openProducts } from '../../products/load-products.ts';
import { BUILT_IN_SKILLS } from '../../skills/built-in-skills.ts';
import { openSkills } from '../../skills/load-skills.ts';
import { join } from 'node:path';
import { defaultWorkspaceFolder } from '../../default-workspace-folder.ts';
import { SHIPPED_RESOURCES } from '../../open-workspace.ts';
import { writeFileWhole } from '../../stores/folder/write-file-whole.ts';
import { CommandEnd } from '../exit.ts';
import type { CommandOptions } from '../open-for-command.ts';
import { print, printJson } from '../print.ts';
import { problemLine, problemsOf } from '../read-flow.ts';
import { readInput } from '../read-input.ts';

export function addCheck(program: Command): void {
  program
    .command('check')
    .description('say what is wrong with a flow, with step, field and position')
    .argument('<flow>', 'a .flow.json file')
    .option('--workspace <folder>', 'whose skills and products count besides the shipped ones')
    .option('--json', 'print one JSON document')
    .action(async (file: string, options: CommandOptions) => {
      const read = readFlowText(await readInput(file));
      const problems = read.flow === null ? read.problems : [...read.problems, ...problemsOf(read.flow, shelves(options))];
      if (options.json === true) printJson({ problems });
      else if (problems.length === 0) print(`${file}: no problems.`);
      else for (const problem of problems) print(problemLine(file, problem));
      // What is no flow at all is unreadable input; a flow with errors is an answer.
      if (read.flow === null) throw new CommandEnd(2, '');
      if (problems.some(isError)) throw new CommandEnd(1, '');
    });
}

const isError = ({ severity }: FlowProblem): boolean => severity === 'error';

/** Skills and products without opening the database: checking a file must work beside a running window. */
function shelves(options: CommandOptions): Parameters<typeof problemsOf>[1] {
  const folder = options.workspace ?? defaultWorkspaceFolder(process.env);
  return {
    skills: openSkills({
      shippedFolder: join(SHIPPED_RESOURCES, 'skills'),
      workspaceFolder: join(folder, 'skills'),
      coded: BUILT_IN_SKILLS,
      nowMs: () => performance.now(),
      writeWhole: writeFileWhole,
    }),
    products: openProducts([join(SHIPPED_RESOURCES, 'products'), join(folder, 'products')], () => performance.now()),
  };
}
