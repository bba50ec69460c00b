import { InvalidArgumentError, type Command } from 'commander';
import { writeFileWhole } from '../../stores/folder/write-file-whole.ts';
import { diffFlows } from '../../flow/diff-flows.ts';
import { flowText } from '../../flow/flow-text.ts';
import type { MergeChoices, MergeConflict } from '../../flow/merge-conflict.ts';
import { mergeFlows } from '../../flow/merge-flows.ts';
import { conflictWords, type ConflictWords } from '../../flow/merge-words.ts';
import { CommandEnd } from '../exit.ts';
import type { CommandOptions } from '../open-for-command.ts';
import { print, printJson } from '../print.ts';
import { readFlow } from '../read-flow.ts';
import { openShelves } from '../shelves.ts';

interface MergeOptions extends CommandOptions {
  readonly take?: 'ours' | 'theirs';
  readonly output?: string;
}

export function addMerge(program: Command): void {
  program
    .command('merge')
    .description('take into one flow what changed in another since both were the same, step by step and field by field')
    .argument('<base>', 'the .flow.json that both began from')
    .argument('<ours>', 'the .flow.json that takes in')
    .argument('<theirs>', 'the .flow.json whose changes are taken in')
    .option('--take <side>', 'what stands where both changed the same: ours or theirs', side)
    .option('--output <file>', 'where the outcome is written; without it only what would happen is said')
    .option('--workspace <folder>', 'whose skills and products name the fields besides the shipped ones')
    .option('--json', 'print one JSON document')
    .action(async (base: string, ours: string, theirs: string, options: MergeOptions) => {
      const flows = { base: (await readFlow(base)).flow, ours: (await readFlow(ours)).flow, theirs: (await readFlow(theirs)).flow };
      const { skills, products } = openShelves(options);
      const catalog = { skills: skills.list(), products: products.list() };
      const found = mergeFlows(flows).conflicts;
      const { flow, conflicts } = mergeFlows(flows, choicesOf(found, options.take));
      const isSettled = found.length === 0 || options.take !== undefined;
      const { changes } = diffFlows(flows.ours, flow, catalog);
      const told = conflictWords(flows, conflicts, catalog);
      if (options.json === true)
        printJson({ flow, conflicts: conflicts.map((conflict, at) => ({ ...conflict, words: told[at] })), changes, isSettled });
      else printMerge(changes, told, isSettled);
      if (options.output !== undefined && isSettled) await write(options.output, flowText(flow));
      if (!isSettled)
        throw new CommandEnd(1, 'There are conflicts. --take ours or --take theirs settles them all; the window settles them one by one.');
    });
}

const choicesOf = (conflicts: readonly MergeConflict[], take: MergeOptions['take']): MergeChoices =>
  take === undefined ? {} : Object.fromEntries(conflicts.map(({ id }) => [id, { take }]));

function printMerge(changes: readonly { readonly sentence: string }[], conflicts: readonly ConflictWords[], isSettled: boolean): void {
  if (changes.length === 0) print('Nothing is taken in that a run could notice.');
  for (const { sentence } of changes) print(sentence);
  if (isSettled) return;
  for (const { step, place, ours, theirs } of conflicts) {
    print(`Conflict at ${step === null ? 'the flow' : `“${step}”`}, ${place}:`);
    print(`  ours: ${ours.join(' ')}`);
    print(`  theirs: ${theirs.join(' ')}`);
  }
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFileWhole(file, text);
  } catch (fault) {
    throw new CommandEnd(2, `${file} could not be written: ${fault instanceof Error ? fault.message : String(fault)}`);
  }
}

function side(value: string): 'ours' | 'theirs' {
  if (value === 'ours' || value === 'theirs') return value;
  throw new InvalidArgumentError('Say ours or theirs.');
}
