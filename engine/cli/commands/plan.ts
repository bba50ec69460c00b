import type { Command } from 'commander';
import { join } from 'node:path';
import { existsSync } from 'node:fs';
import type { PlanStep, RunPlan } from '../../cache/run-plan.ts';
import { defaultWorkspaceFolder } from '../../default-workspace-folder.ts';
import { DATABASE_NAME } from '../../open-workspace.ts';
import { spokenMoney } from '../../plan/spoken.ts';
import type { RunMode } from '../../trace/trace-row.ts';
import { flowProblems } from '../../library/check-flow-text.ts';
import { CommandEnd } from '../exit.ts';
import { withWorkspace, type CommandOptions } from '../open-for-command.ts';
import { print, printJson, printTable } from '../print.ts';
import { problemLine, readFlow } from '../read-flow.ts';
import { readPacket } from '../read-packet.ts';
import { parseMode } from './run.ts';

interface PlanOptions extends CommandOptions {
  readonly packet?: string;
  readonly mode: RunMode;
  readonly cache: boolean;
}

export function addPlan(program: Command): void {
  program
    .command('plan')
    .description('say what a run would reuse, what would run and why, and at what cost')
    .argument('<flow>', 'a .flow.json file')
    .option('--packet <file>', 'a .packet.json file; without one the flow gets no evidence')
    .option('--mode <mode>', 'draft (nothing outside is called) or live', parseMode, 'draft')
    .option('--no-cache', 'of a run that passes the cache by')
    .option('--workspace <folder>', 'made when missing')
    .option('--json', 'print one JSON document')
    .action(async (file: string, options: PlanOptions) => {
      const { flow, flowId } = await readFlow(file);
      await withWorkspace(options, readingMode(options), async workspace => {
        const errors = flowProblems(flow, workspace).filter(({ severity }) => severity === 'error');
        if (errors.length > 0) throw new CommandEnd(1, errors.map(problem => problemLine(file, problem)).join('\n'));
        const packet = await readPacket(workspace.orgId, flow, options.packet ?? null);
        const cache = options.cache ? 'use' : 'ignore';
        const plan = await workspace.plan({ flowId, flow, versionNo: null, packet, mode: options.mode, cache });
        if (options.json === true) printJson(plan);
        else printPlan(plan);
      });
    });
}

/** Planning only reads, also beside a window that owns the workspace; one that is not there yet has to be made. */
const readingMode = ({ workspace }: CommandOptions): 'own' | 'read-only' =>
  existsSync(join(workspace ?? defaultWorkspaceFolder(process.env), DATABASE_NAME)) ? 'read-only' : 'own';

function printPlan({ steps, notReached, totals }: RunPlan): void {
  printTable(['step', 'verdict', 'tokens', 'cost', 'what and why'], steps.map(cells));
  const { reuse, run, unknown, costMicroUsd, atMostCostMicroUsd, avoidedMicroUsd, withoutHistory } = totals;
  print(`${String(reuse)} reused, ${String(run)} to run, ${String(unknown)} not known yet.`);
  if (atMostCostMicroUsd > 0)
    print(`Costs ${spokenMoney(costMicroUsd)}${atMostCostMicroUsd > costMicroUsd ? `, at most ${spokenMoney(atMostCostMicroUsd)}` : ''}.`);
  if (avoidedMicroUsd > 0) print(`Saves ${spokenMoney(avoidedMicroUsd)}.`);
  if (withoutHistory > 0)
    print(`${String(withoutHistory)} of the steps have not run with their model before; what they cost is in no figure.`);
  if (notReached.length > 0) print(`Not reached: ${notReached.join(', ')}.`);
}

const cells = ({ id, verdict, expected: { tokens, costMicroUsd }, sentence }: PlanStep): readonly unknown[] => [
  id,
  verdict,
  tokens,
  costMicroUsd === null ? '?' : `$${(costMicroUsd / 1_000_000).toFixed(4)}`,
  sentence,
];
