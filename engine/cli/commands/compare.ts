import type { Command } from 'commander';
import type { ComparedStep, RunComparison } from '../../compare/run-comparison.ts';
import { compareInWorkspace } from '../../compare-in-workspace.ts';
import { CommandEnd } from '../exit.ts';
import { withWorkspace, type CommandOptions } from '../open-for-command.ts';
import { print, printJson, printTable } from '../print.ts';
import { readRunId } from '../read-run-id.ts';

export function addCompare(program: Command): void {
  program
    .command('compare')
    .description('put two runs side by side: where they part first, why, and what each step cost')
    .argument('<first>', 'a run id')
    .argument('<second>', 'a run id')
    .option('--all', 'list every step, not only those that differ')
    .option('--workspace <folder>')
    .option('--json', 'print one JSON document')
    .action(async (first: string, second: string, options: CommandOptions & { readonly all?: boolean }) => {
      await withWorkspace(options, 'read-only', async workspace => {
        const compared = await compareInWorkspace(workspace, readRunId(first), readRunId(second));
        if (!compared.ok) throw noSuchRun(compared.error, workspace.folder);
        if (options.json === true) printJson(compared.value);
        else printComparison(compared.value, options.all === true);
      });
    });
}

const noSuchRun = (run: string, folder: string): CommandEnd => new CommandEnd(2, `There is no run ${run} in ${folder}.`);

function printComparison({ a, b, first, steps, totals }: RunComparison, withAll: boolean): void {
  print(first === null ? 'Nothing parts the two runs.' : `${placeWords(first)}${first.cause}. ${first.sentence}`);
  const shown = withAll ? steps : steps.filter(({ same }) => !same);
  if (shown.length > 0) printTable(['step', 'visit', 'first', 'second', 'input', 'output', 'ms', 'tokens', 'cost'], shown.map(stepCells));
  printTable(
    ['run', 'state', 'ms', 'tokens', 'cost', 'saved', 'hits', 'misses', 'claims', 'contested'],
    [
      [a.runId, a.state, ...totalCells(totals.a)],
      [b.runId, b.state, ...totalCells(totals.b)],
      ['difference', '', ...totalCells(totals.delta)],
    ],
  );
}

const placeWords = ({ stepId, visit }: NonNullable<RunComparison['first']>): string =>
  stepId === null ? 'They part by ' : `They part at ${stepId}${visit === null || visit === 1 ? '' : ` (visit ${String(visit)})`} by `;

const stepCells = ({ id, visit, a, b, inputSame, outputSame, delta }: ComparedStep): readonly unknown[] => [
  id,
  visit,
  sideCell(a),
  sideCell(b),
  inputSame ? 'same' : 'differs',
  outputSame ? 'same' : 'differs',
  delta === null ? null : Math.round(delta.durationMs),
  delta === null ? null : delta.tokens,
  delta === null ? null : dollars(delta.costMicroUsd),
];

const sideCell = (side: ComparedStep['a']): string =>
  side === null
    ? '–'
    : [side.state === 'completed' ? (side.from ?? '') : side.state, side.humanOutcome].filter(word => word !== null).join(' ');

const totalCells = (total: RunComparison['totals']['a']): readonly unknown[] => [
  Math.round(total.durationMs),
  total.tokens,
  dollars(total.costMicroUsd),
  dollars(total.avoidedMicroUsd),
  total.cacheHits,
  total.cacheMisses,
  total.claims,
  total.contestedClaims,
];

const dollars = (microUsd: number): string => `${microUsd < 0 ? '−' : ''}$${(Math.abs(microUsd) / 1_000_000).toFixed(4)}`;
