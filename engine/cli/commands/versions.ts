import type { Command } from 'commander';
import { listVersions } from '../../list-versions.ts';
import { namedDraft } from '../name-flow.ts';
import { withWorkspace, type CommandOptions } from '../open-for-command.ts';
import { print, printJson, printTable } from '../print.ts';

export function addVersions(program: Command): void {
  program
    .command('versions')
    .description('list the versions of a flow: who published what when, and how many runs each had')
    .argument('<flow>', 'a flow’s id')
    .option('--workspace <folder>')
    .option('--json', 'print one JSON document')
    .action(async (name: string, options: CommandOptions) => {
      await withWorkspace(options, 'read-only', async workspace => {
        const { flowId, forkedFrom, revision } = await namedDraft(workspace, name);
        const versions = await listVersions(workspace, flowId);
        if (options.json === true) {
          printJson({ flowId, revision, ...(forkedFrom === undefined ? {} : { forkedFrom }), versions });
          return;
        }
        if (forkedFrom !== undefined)
          print(
            `A fork of ${forkedFrom.flowId}, ${forkedFrom.versionNo === null ? 'its draft' : `version ${String(forkedFrom.versionNo)}`}.`,
          );
        if (versions.length === 0) print(`${flowId} was never published. atelier publish ${flowId} --message … does it.`);
        else
          printTable(
            ['version', 'published', 'by', 'runs', 'draft', 'message', 'hash'],
            versions.map(each => [
              each.versionNo,
              new Date(each.atUs / 1000).toISOString(),
              each.publishedBy,
              each.runs,
              each.isDraft ? 'same' : '',
              each.message,
              each.versionHash.slice(7, 15),
            ]),
          );
        for (const { versionNo, drift } of versions.slice(0, 1))
          for (const sentence of drift) print(`Since version ${String(versionNo)}: ${sentence}`);
      });
    });
}
