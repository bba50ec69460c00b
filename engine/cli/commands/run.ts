import { InvalidArgumentError, type Command } from 'commander';
import type { RunMode } from '../../trace/trace-row.ts';
import { flowProblems } from '../../library/check-flow-text.ts';
import { pinProblem } from '../../runner/pins.ts';
import { CommandEnd } from '../exit.ts';
import { withWorkspace, type CommandOptions } from '../open-for-command.ts';
import { readAnswers, readEvents } from '../read-answers.ts';
import { readNamedFiles } from '../read-edits.ts';
import { problemLine, readFlow } from '../read-flow.ts';
import { readPacket } from '../read-packet.ts';
import { runThrough } from '../run-through.ts';
import { printRun } from '../print-run.ts';

interface RunOptions extends CommandOptions {
  readonly packet?: string;
  readonly mode: RunMode;
  readonly answer: readonly string[];
  readonly event: readonly string[];
  readonly cache: boolean;
  readonly pin: readonly string[];
  readonly until?: string;
}

export function addRun(program: Command): void {
  program
    .command('run')
    .description('run a flow on a packet until it ends or waits')
    .argument('<flow>', 'a .flow.json file')
    .option('--packet <file>', 'a .packet.json file; without one the flow gets no evidence')
    .option('--mode <mode>', 'draft (nothing outside is called) or live', parseMode, 'draft')
    .option(
      '--answer <step=outcome>',
      'answers a human step once, in the order given; step=outcome:{"field": …} fills its form',
      collect,
      [],
    )
    .option('--event <file>', 'an event to put on the bus when the run waits for one, in the order given', collect, [])
    .option('--pin <step=file>', 'in a draft, an output that stands in for the step’s own; a .json file is read as JSON', collect, [])
    .option('--until <step>', 'stop when this step is over')
    .option('--no-cache', 'have every stage answer afresh; nothing is kept either')
    .option('--workspace <folder>', 'made when missing')
    .option('--json', 'print one JSON document')
    .action(async (file: string, options: RunOptions) => {
      const { flow, flowId } = await readFlow(file);
      const pins = await readNamedFiles('--pin', options.pin);
      if (options.mode === 'live' && options.pin.length > 0)
        throw new CommandEnd(2, '--pin: a live run pins nothing. Leave it out, or run a draft.');
      const until = flow.steps.find(({ id }) => id === options.until)?.id;
      if (until === undefined && options.until !== undefined)
        throw new CommandEnd(2, `--until ${options.until}: the flow has no such step.`);
      const answers = readAnswers(options.answer, flow);
      await withWorkspace(options, 'own', async workspace => {
        const errors = flowProblems(flow, workspace).filter(({ severity }) => severity === 'error');
        if (errors.length > 0) throw new CommandEnd(1, errors.map(problem => problemLine(file, problem)).join('\n'));
        const misfit = pinProblem(flow, pins, workspace);
        if (misfit !== null) throw new CommandEnd(2, `--pin: ${misfit}`);
        const packet = await readPacket(workspace.orgId, flow, options.packet ?? null);
        const events = await readEvents(options.event, workspace.orgId);
        const rows = await runThrough(workspace, {
          flow,
          flowId,
          packet,
          mode: options.mode,
          cache: options.cache ? 'use' : 'ignore',
          ...(options.pin.length === 0 ? {} : { pins }),
          ...(until === undefined ? {} : { until: { kind: 'step', stepId: until } }),
          answers,
          events,
        });
        await printRun(workspace, rows, options.json === true);
      });
    });
}

const collect = (value: string, earlier: readonly string[]): string[] => [...earlier, value];

/** The mode that a person wrote. */
export function parseMode(value: string): RunMode {
  if (value !== 'draft' && value !== 'live') throw new InvalidArgumentError('Write draft or live.');
  return value;
}
