import { InvalidArgumentError, type Command } from 'commander';
import { RunId, StepId, type FlowId } from '../../base/ids.ts';
import { flowHash } from '../../flow/flow-hash.ts';
import type { Flow } from '../../flow/flow.ts';
import type { ForkProblem } from '../../runner/fork-door.ts';
import type { Workspace } from '../../workspace.ts';
import { flowProblems } from '../../library/check-flow-text.ts';
import { CommandEnd } from '../exit.ts';
import { withWorkspace, type CommandOptions } from '../open-for-command.ts';
import { printRun } from '../print-run.ts';
import { readAnswers, readEvents } from '../read-answers.ts';
import { namedWords, readNamedFiles } from '../read-edits.ts';
import { problemLine, readFlow } from '../read-flow.ts';
import { goOn } from '../run-through.ts';
import { rowsOf } from './trace.ts';

interface ForkOptions extends CommandOptions {
  readonly at: string;
  readonly visit?: number;
  readonly packetSlice: readonly string[];
  readonly output: readonly string[];
  readonly flow?: string;
  readonly map: readonly string[];
  readonly answer: readonly string[];
  readonly event: readonly string[];
}

export function addFork(program: Command): void {
  program
    .command('fork')
    .description('run again from a step of a run, with edits; what they leave alone is reused')
    .argument('<run>', 'a run id; this run stays as it is')
    .requiredOption('--at <step>', 'the step to run again from')
    .option(
      '--visit <number>',
      'which passing through it, where a loop came to it more than once; the last, unless said otherwise',
      wholeNumber,
    )
    .option('--packet-slice <name=file>', 'another value for a slice; a .json file is read as JSON, any other as text', collect, [])
    .option('--output <step=file>', 'an output that stands in for the step’s own', collect, [])
    .option('--flow <file>', 'go on under another definition; steps are matched by id')
    .option('--map <old=new>', 'a step that has another id there', collect, [])
    .option('--answer <step=outcome>', 'answers a human step once, in the order given', collect, [])
    .option('--event <file>', 'an event to put on the bus when the run waits for one, in the order given', collect, [])
    .option('--workspace <folder>')
    .option('--json', 'print one JSON document')
    .action(async (run: string, options: ForkOptions) => {
      const at = StepId.safeParse(options.at);
      if (!at.success) throw new CommandEnd(2, `--at ${options.at}: a step is named by its id.`);
      const [slices, outputs] = [
        await readNamedFiles('--packet-slice', options.packetSlice),
        await readNamedFiles('--output', options.output),
      ];
      const other = options.flow === undefined ? null : { file: options.flow, ...(await readFlow(options.flow)) };
      await withWorkspace(options, 'own', async workspace => {
        const [parent] = await rowsOf(workspace, run);
        if (parent === undefined) throw new CommandEnd(2, `There is no run ${run} in ${workspace.folder}.`);
        const flow = other?.flow ?? (await workspace.flows.definition(workspace.orgId, parent.versionHash));
        if (flow === null) throw new CommandEnd(2, `The definition that ${run} ran is not in ${workspace.folder}.`);
        const answers = readAnswers(options.answer, flow);
        const events = await readEvents(options.event, workspace.orgId);
        const forked = await workspace.runner.fork({
          runId: parent.runId,
          at: at.data,
          ...(options.visit === undefined ? {} : { visit: options.visit }),
          slices,
          outputs,
          ...(other === null ? {} : { version: await versionOf(workspace, other) }),
          steps: Object.fromEntries(namedWords('--map', options.map, 'old=new')),
          by: workspace.me,
        });
        if (!forked.ok) throw new CommandEnd(2, forkSentence(forked.error, parent.runId));
        await printRun(workspace, await goOn(workspace, forked.value, { answers, events }), options.json === true);
      });
    });
}

/** The file's definition, under the number of the version that has it. */
async function versionOf(
  workspace: Workspace,
  { file, flow, flowId }: { readonly file: string; readonly flow: Flow; readonly flowId: FlowId },
) {
  const errors = flowProblems(flow, workspace).filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new CommandEnd(1, errors.map(problem => problemLine(file, problem)).join('\n'));
  const versionHash = flowHash(flow);
  const versions = await workspace.flows.versions(workspace.orgId, flowId);
  return { flowId, flow, versionNo: versions.find(version => version.versionHash === versionHash)?.versionNo ?? null };
}

function forkSentence(problem: ForkProblem, runId: RunId): string {
  switch (problem.kind) {
    case 'no-such-run':
      return `There is no run ${runId}.`;
    case 'not-here':
    case 'storage':
      return problem.sentence;
    case 'packet-does-not-fit':
      return problem.problems
        .map(
          ({ slice, path, message }) => `The packet: ${[slice, path].filter(part => part !== null && part !== '').join(' ')}: ${message}`,
        )
        .join('\n');
  }
}

const collect = (value: string, earlier: readonly string[]): string[] => [...earlier, value];

function wholeNumber(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('Write a whole number from 1.');
  return number;
}
