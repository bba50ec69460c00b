import type { Command } from 'commander';
import type { Result } from '../../base/result.ts';
import { neverHere } from '../../base/never-here.ts';
import { FlowId } from '../../base/ids.ts';
import { MAX_MEMORY_CHARS, MemoryId, type MemoryVersion } from '../../memory/memory.ts';
import { readScope, scopeWords, type MemoryScope } from '../../memory/memory-scope.ts';
import type { MemoryRefusal } from '../../memory/memory-store.ts';
import type { Workspace } from '../../workspace.ts';
import { CommandEnd } from '../exit.ts';
import { withWorkspace, type CommandOptions } from '../open-for-command.ts';
import { print, printJson, printTable } from '../print.ts';

interface ListOptions extends CommandOptions {
  readonly scope?: string;
  readonly retired?: boolean;
}

interface ChangeOptions extends CommandOptions {
  readonly reason: string;
  readonly yes?: boolean;
}

const MOST_LISTED = 1000;

export function addMemory(program: Command): void {
  const memory = program.command('memory').description('what Sage remembers, kept across flows');
  const listing = (name: string, description: string): Command =>
    memory
      .command(name)
      .description(description)
      .option('--scope <scope>', 'only of org, flow:ID or subject:NAME')
      .option('--workspace <folder>')
      .option('--json', 'print one JSON document');

  listing('list', 'list what is remembered, last written first')
    .option('--retired', 'retired memories too')
    .action((options: ListOptions) =>
      withWorkspace(options, 'read-only', async workspace =>
        told(await workspace.memory.list(workspace.orgId, { ...filterOf(options), limit: MOST_LISTED }), options),
      ),
    );
  listing('search', 'find memories by their words, the best first')
    .argument('<words>', 'words, or how they begin')
    .action((words: string, options: ListOptions) =>
      withWorkspace(options, 'read-only', async workspace =>
        told(await workspace.memory.search(workspace.orgId, words, { ...filterOf(options), limit: 100 }), options),
      ),
    );
  memory
    .command('show')
    .description('print a memory with all its versions')
    .argument('<memory>', 'its id: mem_…')
    .option('--workspace <folder>')
    .option('--json', 'print one JSON document')
    .action((id: string, options: CommandOptions) =>
      withWorkspace(options, 'read-only', async workspace => tellHistory(await historyOf(workspace, id), options)),
    );
  memory
    .command('correct')
    .description('say what is right, as a new version')
    .argument('<memory>', 'its id: mem_…')
    .argument('<text>', 'what is to be remembered instead')
    .requiredOption('--reason <text>', 'why; it stands in the history')
    .option('--workspace <folder>')
    .option('--json', 'print one JSON document')
    .action((id: string, text: string, options: ChangeOptions) =>
      withWorkspace(options, 'own', async workspace => {
        const plain = text.trim();
        if (plain === '' || plain.length > MAX_MEMORY_CHARS)
          throw new CommandEnd(
            2,
            `Say what is right in 1 to ${String(MAX_MEMORY_CHARS)} characters. To have it forgotten: atelier memory retire.`,
          );
        const corrected = await workspace.memory.correct(workspace.orgId, { ...(await changeOf(workspace, id, options)), text: plain });
        tellChange(corrected, options, ({ topic, version }) => `“${topic}” says so from now on (version ${String(version)}).`);
      }),
    );
  memory
    .command('retire')
    .description('have no step read a memory any more; its versions stay')
    .argument('<memory>', 'its id: mem_…')
    .requiredOption('--reason <text>', 'why; it stands in the history')
    .option('--yes', 'confirm it')
    .option('--workspace <folder>')
    .option('--json', 'print one JSON document')
    .action((id: string, options: ChangeOptions) =>
      withWorkspace(options, 'own', async workspace => {
        const change = await changeOf(workspace, id, options);
        if (options.yes !== true) throw new CommandEnd(2, 'No step reads a retired memory. Repeat the command with --yes to retire it.');
        tellChange(
          await workspace.memory.retire(workspace.orgId, change),
          options,
          ({ topic }) => `“${topic}” is retired: no step reads it any more.`,
        );
      }),
    );
}

function filterOf({ scope, retired }: ListOptions): { readonly scope?: MemoryScope; readonly retired: boolean } {
  if (scope === undefined) return { retired: retired === true };
  const read = readScope(scope, FlowId.parse('flow'));
  if (!read.ok || scope.trim() === 'flow') throw new CommandEnd(2, `--scope ${scope}: write org, flow:ID or subject:NAME.`);
  return { scope: read.value, retired: retired === true };
}

function told(memories: readonly MemoryVersion[], options: CommandOptions): void {
  if (options.json === true) printJson({ memories });
  else if (memories.length === 0) print('Nothing is remembered. Steps write to memory when their flow says so (memory › writes).');
  else
    printTable(
      ['memory', 'of', 'topic', 'version', 'by', 'state', 'says'],
      memories.map(({ memoryId, scope, topic, version, by, state, text }) => [
        memoryId,
        scopeWords(scope),
        topic,
        version,
        by,
        state,
        text,
      ]),
    );
}

function tellHistory(history: readonly MemoryVersion[], options: CommandOptions): void {
  const newest = history.at(-1);
  if (options.json === true) printJson({ memoryId: newest?.memoryId, versions: history });
  else {
    print(`“${newest?.topic ?? ''}”, of ${newest === undefined ? '' : scopeWords(newest.scope)}`);
    printTable(
      ['version', 'at', 'by', 'state', 'from', 'why', 'says'],
      history.map(({ version, atUs, by, state, source, reason, text }) => [
        ...[
          version,
          new Date(atUs / 1000).toISOString(),
          by,
          state,
          source === null ? '' : `${source.runId} ${source.stepId}`,
          reason ?? '',
          text,
        ],
      ]),
    );
  }
}

async function historyOf(workspace: Workspace, id: string): Promise<readonly MemoryVersion[]> {
  const memoryId = MemoryId.safeParse(id);
  const history = memoryId.success ? await workspace.memory.history(workspace.orgId, memoryId.data) : [];
  if (history.length === 0) throw new CommandEnd(2, `There is no memory ${id}. See the ids with: atelier memory list --retired.`);
  return history;
}

async function changeOf(workspace: Workspace, id: string, options: ChangeOptions) {
  const reason = options.reason.trim();
  if (reason === '' || reason.length > 500) throw new CommandEnd(2, '--reason: say why in 1 to 500 characters.');
  const newest = (await historyOf(workspace, id)).at(-1);
  if (newest === undefined) throw new CommandEnd(2, `There is no memory ${id}.`);
  return { memoryId: newest.memoryId, version: newest.version, by: workspace.me, reason, atUs: workspace.clock.nowUs() };
}

function tellChange(
  changed: Result<MemoryVersion, MemoryRefusal>,
  options: CommandOptions,
  sentence: (version: MemoryVersion) => string,
): void {
  if (!changed.ok) throw new CommandEnd(1, refusalSentence(changed.error));
  if (options.json === true) printJson(changed.value);
  else print(sentence(changed.value));
}

function refusalSentence(refusal: MemoryRefusal): string {
  switch (refusal) {
    case 'no-such-memory':
      return 'This memory is not in the workspace.';
    case 'newer-version':
      return 'The memory got a newer version at this moment. Look at it, then decide again.';
    case 'retired':
      return 'This memory is retired already.';
    case 'same-text':
      return 'This is what the memory says already.';
    default:
      return neverHere(refusal);
  }
}
