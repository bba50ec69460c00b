import type { Command } from 'commander';
import { Hash } from '../../base/hash.ts';
import { stageKeyOf } from '../../plan/stage-of-step.ts';
import type { Workspace } from '../../workspace.ts';
import { CommandEnd } from '../exit.ts';
import { withWorkspace, type CommandOptions } from '../open-for-command.ts';
import { print, printJson } from '../print.ts';
import { stepOfRun } from './why-miss.ts';

interface DistrustOptions extends CommandOptions {
  readonly reason: string;
}

export function addDistrust(program: Command): void {
  program
    .command('distrust')
    .description('never serve a kept answer again; it stays where it is, with your reason')
    .argument('<key-or-run>', 'a stage key (sha256:…), or a run id')
    .argument('[step]', 'the step whose answer it is, when a run is named')
    .requiredOption('--reason <text>', 'why; the plan tells it to whoever runs the step next')
    .option('--workspace <folder>')
    .option('--json', 'print one JSON document')
    .action(async (named: string, step: string | undefined, options: DistrustOptions) => {
      const reason = options.reason.trim();
      if (reason === '' || reason.length > 500)
        throw new CommandEnd(2, '--reason: say in 1 to 500 characters what is wrong with the answer.');
      await withWorkspace(options, 'own', async workspace => {
        const stageKey = await keyNamed(workspace, named, step);
        const ended = await workspace.cache.distrust(workspace.orgId, stageKey, {
          by: workspace.me,
          reason,
          atUs: workspace.clock.nowUs(),
        });
        if (ended === null) throw new CommandEnd(1, `No answer is served under ${stageKey}: it was distrusted before, or never kept.`);
        const { from } = ended;
        if (options.json === true) printJson({ stageKey, from, reason, by: workspace.me });
        else print(`The answer of “${from.stepId}” from ${from.runId} is served no more. The next run that asks this works anew.`);
      });
    });
}

async function keyNamed(workspace: Workspace, named: string, step: string | undefined): Promise<Hash> {
  const key = Hash.safeParse(named);
  if (key.success) return key.data;
  if (step === undefined) throw new CommandEnd(2, `${named} is no stage key (sha256: and 64 digits). To name a run, name its step too.`);
  const found = await stageKeyOf(workspace, await stepOfRun(workspace, named, step));
  if (!found.ok) throw new CommandEnd(2, found.error);
  return found.value;
}
