import type { Command } from 'commander';
import { RunId, StepId } from '../../base/ids.ts';
import { differenceWords } from '../../cache/difference-sentence.ts';
import { stepOf, stepTitle, type Flow } from '../../flow/flow.ts';
import { explainMiss, type StepOfRun } from '../../plan/stage-of-step.ts';
import type { Workspace } from '../../workspace.ts';
import { CommandEnd } from '../exit.ts';
import { withWorkspace, type CommandOptions } from '../open-for-command.ts';
import { print, printJson } from '../print.ts';
import { rowsOf } from './trace.ts';

export function addWhyMiss(program: Command): void {
  program
    .command('why-miss')
    .description('say which part of the cache key differs between two steps')
    .argument('<runA>', 'a run id')
    .argument('<stepA>', 'a step of it that Sage worked on')
    .argument('<runB>', 'a run id; the same will do')
    .argument('<stepB>', 'a step of that run')
    .option('--workspace <folder>')
    .option('--json', 'print one JSON document')
    .action(async (runA: string, stepA: string, runB: string, stepB: string, options: CommandOptions) => {
      await withWorkspace(options, 'read-only', async workspace => {
        const [a, b] = [await stepOfRun(workspace, runA, stepA), await stepOfRun(workspace, runB, stepB)];
        const explained = await explainMiss(workspace, a, b);
        if (!explained.ok) throw new CommandEnd(2, explained.error);
        const { same, differences } = explained.value;
        const titleOf = (stepId: string): string => titleIn(b.flow, stepId);
        const sentences = same
          ? ['Same key: the second is served what the first was answered.']
          : differences.map(difference => `${sentence(differenceWords(difference, titleOf(b.stepId), titleOf))}.`);
        if (options.json === true) {
          const told = explained.value.differences.map((difference, index) => ({ ...difference, sentence: sentences[index] }));
          printJson({ ...explained.value, differences: told, sentences });
        } else for (const line of sentences) print(line);
      });
    });
}

/** A run and step that a person named, with the flow that the run is pinned to. */
export async function stepOfRun(workspace: Workspace, run: string, step: string): Promise<StepOfRun & { readonly flow: Flow | null }> {
  const [created] = await rowsOf(workspace, run);
  const flow = created === undefined ? null : await workspace.flows.definition(workspace.orgId, created.versionHash);
  const stepId = StepId.safeParse(step);
  if (!stepId.success || (flow !== null && stepOf(flow, step) === undefined))
    throw new CommandEnd(
      2,
      `Run ${run} has no step “${step}”. Its steps are ${flow?.steps.map(({ id }) => id).join(', ') ?? 'not known'}.`,
    );
  return { runId: RunId.parse(run), stepId: stepId.data, flow };
}

function titleIn(flow: Flow | null, stepId: string): string {
  const step = flow === null ? undefined : stepOf(flow, stepId);
  return step === undefined ? stepId : stepTitle(step);
}

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
