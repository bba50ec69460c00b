import type { Command } from 'commander';
import type { FlowId } from '../../base/ids.ts';
import { importFlow } from '../../import-flow.ts';
import { publishFlow, type PublishProblem } from '../../publish-flow.ts';
import type { Workspace } from '../../workspace.ts';
import { CommandEnd } from '../exit.ts';
import { namedDraft } from '../name-flow.ts';
import { withWorkspace, type CommandOptions } from '../open-for-command.ts';
import { print, printJson } from '../print.ts';
import { problemLine, readFlow } from '../read-flow.ts';

interface PublishOptions extends CommandOptions {
  readonly message: string;
  readonly force?: boolean;
}

export function addPublish(program: Command): void {
  program
    .command('publish')
    .description('make a version of a flow: checked, numbered, never changed again')
    .argument('<flow>', 'a .flow.json file, which is imported first, or a flow’s id')
    .option('--message <text>', 'what is new in it', '')
    .option('--force', 'also where the import loses changes of the draft that no version and no file holds')
    .option('--workspace <folder>', 'made when missing')
    .option('--json', 'print one JSON document')
    .action(async (named: string, options: PublishOptions) => {
      const read = named.endsWith('.json') ? await readFlow(named) : null;
      await withWorkspace(options, 'own', async workspace => {
        const flowId = read === null ? (await namedDraft(workspace, named)).flowId : await imported(workspace, read, options);
        const catalog = {
          skills: workspace.skills.list(),
          products: workspace.products.list(),
          users: [workspace.me],
          roles: workspace.roles,
        };
        const published = await publishFlow(workspace, catalog, { flowId, revision: null, message: options.message });
        if (!published.ok) throw new CommandEnd(1, sentenceOf(published.error, named));
        const { version, isNew, sentence } = published.value;
        if (options.json === true) printJson({ ...version, isNew, sentence });
        else print(sentence);
      });
    });
}

async function imported(workspace: Workspace, read: Awaited<ReturnType<typeof readFlow>>, { force }: PublishOptions): Promise<FlowId> {
  const taken = await importFlow(workspace, { ...read, force: force === true });
  if (!taken.ok) throw new CommandEnd(1, taken.error);
  return taken.value.draft.flowId;
}

function sentenceOf(problem: PublishProblem, named: string): string {
  switch (problem.kind) {
    case 'no-such-flow':
      return `There is no flow ${named}.`;
    case 'revision-moved':
      return `Somebody saved ${named} at this moment. Publish it again.`;
    case 'has-errors':
      return problem.problems.map(each => problemLine(named, each)).join('\n');
  }
}
