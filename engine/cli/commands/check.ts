import type { Command } from 'commander';
import type { FlowProblem } from '../../flow/flow-problem.ts';
import { checkFlowText } from '../../library/check-flow-text.ts';
import { CommandEnd } from '../exit.ts';
import type { CommandOptions } from '../open-for-command.ts';
import { print, printJson } from '../print.ts';
import { problemLine } from '../read-flow.ts';
import { readInput } from '../read-input.ts';
import { openShelves } from '../shelves.ts';

export function addCheck(program: Command): void {
  program
    .command('check')
    .description('say what is wrong with a flow, with step, field and position')
    .argument('<flow>', 'a .flow.json file')
    .option('--workspace <folder>', 'whose skills and products count besides the shipped ones')
    .option('--json', 'print one JSON document')
    .action(async (file: string, options: CommandOptions) => {
      const { flow, problems } = checkFlowText(await readInput(file), openShelves(options));
      if (options.json === true) printJson({ problems });
      else if (problems.length === 0) print(`${file}: no problems.`);
      else for (const problem of problems) print(problemLine(file, problem));
      // What is no flow at all is unreadable input; a flow with errors is an answer.
      if (flow === null) throw new CommandEnd(2, '');
      if (problems.some(isError)) throw new CommandEnd(1, '');
    });
}

const isError = ({ severity }: FlowProblem): boolean => severity === 'error';
