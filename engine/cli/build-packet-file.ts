import { existsSync, statSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { FlowId } from '../base/ids.ts';
import { environmentSecrets } from '../base/secrets.ts';
import { parseJson } from '../base/parse-json.ts';
import { defaultWorkspaceFolder } from '../default-workspace-folder.ts';
import { earlierOutput } from '../earlier-output.ts';
import type { Flow } from '../flow/flow.ts';
import { DATABASE_NAME } from '../open-workspace.ts';
import { changeSentence, type SliceStanding } from '../packet/compare-build.ts';
import { PacketManifest } from '../packet/packet-manifest.ts';
import { readRecipeText } from '../packet/read-recipe-text.ts';
import type { Recipe } from '../packet/recipe.ts';
import type { SourceOf } from '../packet/slice-source.ts';
import type { RecipeBuild } from '../recipes/build-recipe.ts';
import { heldBack, manifestOf, standingsOf } from '../recipes/keep-build.ts';
import { documentOf, viewPacket } from '../recipes/packet-tasks.ts';
import { buildSources } from '../recipes/build-sources.ts';
import { openReadingThreads } from '../recipes/reading-threads.ts';
import type { Given } from '../recipes/read-source.ts';
import { fileSentence } from '../stores/folder/file-problem.ts';
import { writeFileWhole } from '../stores/folder/write-file-whole.ts';
import { systemClock } from '../system-world.ts';
import { readWorkspaceSettings } from '../workspace-settings.ts';
import { CommandEnd } from './exit.ts';
import { namedDraft } from './name-flow.ts';
import { withWorkspace, type CommandOptions } from './open-for-command.ts';
import { print, printJson, printTable } from './print.ts';
import { readFlow } from './read-flow.ts';
import { readInput } from './read-input.ts';

export interface BuildOptions extends CommandOptions {
  readonly flow?: string;
  readonly from?: string;
  readonly out?: string;
  readonly check?: boolean;
  readonly replaceEdits?: boolean;
}

/** Builds a recipe file into a packet file with its manifest beside, and prints what came of it. Ends with 1 when nothing was written that was to be. */
export async function buildPacketFile(file: string, options: BuildOptions): Promise<void> {
  const recipe = await readRecipe(file);
  const workspace = resolve(options.workspace ?? defaultWorkspaceFolder(process.env));
  const settings = readWorkspaceSettings(workspace, userInfo().username);
  if (!settings.ok) throw new CommandEnd(2, settings.error);
  const { orgId } = settings.value.settings;
  if (options.from !== undefined && !existsSync(options.from)) throw new CommandEnd(2, `There is no folder ${options.from}.`);
  const asked = await flowOf(recipe, options, workspace);
  const out = options.out ?? join(dirname(file), `${basename(file).replace(/(?:\.recipe)?\.json$/, '')}.packet.json`);
  if (existsSync(out) && statSync(out).isDirectory()) throw new CommandEnd(2, `${out} is a folder. Name a file in it.`);
  const threads = openReadingThreads();
  const build = await buildSources(threads, {
    folder: options.from ?? (isInside(file, workspace) ? workspace : dirname(resolve(file))),
    orgId,
    recipe,
    contract: asked?.flow.packet ?? null,
    secrets: environmentSecrets(process.env),
    outputOf: source => outputOf(options, workspace, source),
    nowUs: systemClock().nowUs(),
  });
  await threads.close();
  if (!build.ok) throw new CommandEnd(1, build.error);
  tell(await kept(out, build.value, recipe, asked?.flowId ?? null, options), build.value, out, options);
}

async function readRecipe(file: string): Promise<Recipe> {
  const read = readRecipeText(await readInput(file));
  if (read.ok) return read.value;
  throw new CommandEnd(2, `${file}: ${read.error.sentence}`);
}

const isInside = (file: string, folder: string): boolean =>
  resolve(file).startsWith(`${folder}/`) && existsSync(join(folder, 'workspace.json'));

/** The flow that was asked for, as a file or by its id; else the recipe's own. */
async function flowOf(
  recipe: Recipe,
  options: BuildOptions,
  workspace: string,
): Promise<{ readonly flow: Flow; readonly flowId: FlowId } | null> {
  if (options.flow !== undefined && (options.flow.endsWith('.json') || existsSync(options.flow))) return readFlow(options.flow);
  const name = options.flow ?? recipe.flow;
  if (name === undefined) return null;
  if (!existsSync(join(workspace, DATABASE_NAME)))
    throw new CommandEnd(
      2,
      `The recipe is for the flow ${name}, and there is no workspace in ${workspace} that has it. Name the flow’s file with --flow.`,
    );
  return withWorkspace(options, 'read-only', async opened => ({ flow: (await namedDraft(opened, name)).flow, flowId: FlowId.parse(name) }));
}

async function outputOf(options: BuildOptions, workspace: string, source: SourceOf<'run'>): Promise<Given> {
  if (!existsSync(join(workspace, DATABASE_NAME)))
    return { sentence: `There is no workspace in ${workspace} whose runs could be read. Name one with --workspace.` };
  return withWorkspace(options, 'read-only', opened => earlierOutput(opened, source));
}

interface Kept {
  readonly standings: readonly SliceStanding[];
  /** Why nothing was written; null when it was. */
  readonly against: string | null;
  readonly manifestFile: string;
}

async function kept(out: string, build: RecipeBuild, recipe: Recipe, flow: FlowId | null, options: BuildOptions): Promise<Kept> {
  const manifestFile = `${out.replace(/(?:\.packet)?\.json$/, '')}.manifest.json`;
  const there = existsSync(out) ? documentOf(await readFile(out)) : null;
  const view = there?.ok === true ? viewPacket(there.value, 0) : null;
  const unreadable = there?.ok === false ? `${out}: ${there.error}` : null;
  const standings = standingsOf(recipe, build, view?.ok === true ? view.value.slices : [], await manifestAt(manifestFile));
  const wish = { keep: options.check !== true, replaceEdits: options.replaceEdits === true, unreadable };
  const against = heldBack(build, standings, wish);
  if (against === null && build.file !== null)
    await write(out, build.file, manifestFile, manifestOf(build, recipe, flow, systemClock().nowUs()));
  return { standings, against, manifestFile };
}

async function write(out: string, packet: Uint8Array, manifestFile: string, manifest: PacketManifest): Promise<void> {
  try {
    await mkdir(dirname(resolve(out)), { recursive: true });
    await writeFileWhole(out, packet);
    await writeFileWhole(manifestFile, `${JSON.stringify(manifest, null, 2)}\n`);
  } catch (error) {
    throw new CommandEnd(2, fileSentence(error, out));
  }
}

async function manifestAt(file: string): Promise<PacketManifest | null> {
  const read = existsSync(file) ? parseJson(await readFile(file, 'utf8')) : null;
  const manifest = read?.ok === true ? PacketManifest.safeParse(read.value) : null;
  return manifest?.success === true ? manifest.data : null;
}

function tell({ standings, against, manifestFile }: Kept, build: RecipeBuild, out: string, options: BuildOptions): void {
  const changeOf = (name: string) => standings.find(one => one.name === name)?.change ?? 'new';
  const isEdited = build.problems.length === 0 && options.check !== true && standings.some(({ editedByHand }) => editedByHand);
  const isFine = build.problems.length === 0 && (against === null || options.check === true);
  if (options.json === true)
    printJson({
      hash: build.packetHash,
      slices: Object.fromEntries(build.slices.flatMap(({ name, sliceHash }) => (sliceHash === null ? [] : [[name, sliceHash]]))),
      packet: against === null ? out : null,
      manifest: against === null ? manifestFile : null,
      sentence: against ?? `Kept. ${changeSentence(standings)}`,
      changes: standings.map(({ name, change, editedByHand }) => ({ slice: name, change, editedByHand })),
      problems: build.problems,
      sources: Object.fromEntries(build.slices.map(({ name, origin, contentHash, bytes }) => [name, { ...origin, contentHash, bytes }])),
    });
  else {
    if (build.slices.length > 0)
      printTable(
        ['slice', 'change', 'bytes', 'hash', 'source'],
        build.slices.map(({ name, bytes, sliceHash, origin }) => [
          name,
          changeOf(name),
          bytes,
          sliceHash?.slice(7, 19) ?? 'does not fit',
          origin.source,
        ]),
      );
    for (const { name, origin } of build.slices) for (const note of origin.notes) print(`${name}: ${note}`);
    if (build.packetHash !== null) print(build.packetHash);
    print(against === null ? `Kept in ${out}. ${changeSentence(standings)}` : `${against}${isEdited ? ' (--replace-edits does so.)' : ''}`);
  }
  if (isFine) return;
  const lines = build.problems.map(
    ({ slice, path, message }) => `${[slice, path].filter(part => part !== null && part !== '').join(' ')}: ${message}`,
  );
  throw new CommandEnd(1, options.json === true || lines.length > 0 ? lines.join('\n') : '');
}
