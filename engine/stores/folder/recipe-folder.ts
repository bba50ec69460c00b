import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PacketId, slug } from '../../base/ids.ts';
import { parseJson } from '../../base/parse-json.ts';
import { ok, refused, type Result } from '../../base/result.ts';
import { PacketManifest } from '../../packet/packet-manifest.ts';
import type { ChangedMeanwhile } from '../../packet/packet-shelf.ts';
import { readRecipeText, type RecipeFault } from '../../packet/read-recipe-text.ts';
import { MAX_RECIPE_BYTES, type Recipe } from '../../packet/recipe.ts';
import type { RecipeShelf, RecipeShelfProblem, ShelvedRecipe } from '../../packet/recipe-shelf.ts';
import { openTurns } from '../../runner/in-turn.ts';
import { fileSentence, isMissing } from './file-problem.ts';
import { stampOf } from './file-stamp.ts';
import { writeFileWhole } from './write-file-whole.ts';

const ENDING = '.recipe.json';
/** What the last build noted, beside the packet it made. */
export const MANIFEST_ENDING = '.manifest.json';

type Read = Result<ShelvedRecipe, RecipeShelfProblem>;

/** The recipes of a workspace as files beside its packets: `<folder>/<packetId>.recipe.json`, and `<packetId>.manifest.json` of the last build. */
export function openRecipeFolder(folder: string): RecipeShelf {
  // A change looks, then writes: two at once would take the same free id.
  const inTurn = openTurns<'change'>();
  const pathOf = (packetId: PacketId): string => join(folder, packetId + ENDING);
  const manifestPath = (packetId: PacketId): string => join(folder, packetId + MANIFEST_ENDING);

  const ids = async (): Promise<PacketId[]> => {
    const names = await readdir(folder).catch((error: unknown) => {
      if (isMissing(error)) return []; // nothing was ever kept here
      throw error;
    });
    return names.flatMap(name => {
      const id = PacketId.safeParse(name.slice(0, -ENDING.length));
      return name.endsWith(ENDING) && id.success ? [id.data] : [];
    });
  };

  const read = (packetId: PacketId): Promise<Read> => unlessRefused(pathOf(packetId), () => readRecipeFile(pathOf(packetId), packetId));

  const write = async (packetId: PacketId, recipe: Recipe): Promise<Read> => {
    await mkdir(folder, { recursive: true });
    await writeFileWhole(pathOf(packetId), `${JSON.stringify(recipe, null, 2)}\n`);
    return ok({ packetId, recipe, revision: await stampOf(pathOf(packetId)) });
  };

  /** The refusal when the file is not in the state that was read; null stands for no file. */
  const movedOn = async (packetId: PacketId, revision: string | null): Promise<ChangedMeanwhile | null> => {
    const now = await stampOf(pathOf(packetId)).catch((error: unknown) => {
      if (isMissing(error)) return null;
      throw error;
    });
    return now === revision ? null : { kind: 'changed-meanwhile', revision: now ?? 'gone' };
  };

  const change = <Value>(packetId: PacketId, work: () => Promise<Result<Value, RecipeShelfProblem | ChangedMeanwhile>>) =>
    inTurn('change', () => unlessRefused(pathOf(packetId), work));

  return {
    async list() {
      const found = await unlessRefused(folder, async () => ok(await ids()));
      // What is wrong with the folder itself is told by the list of packets, which lie there too.
      if (!found.ok) return [];
      const lines = await Promise.all(
        found.value.map(async packetId => {
          const one = await read(packetId);
          if (one.ok) return { packetId, recipe: one.value.recipe };
          return { packetId, problem: problemSentence(one.error) };
        }),
      );
      const titleOf = (line: (typeof lines)[number]): string => ('recipe' in line ? line.recipe.title : undefined) ?? line.packetId;
      return lines.toSorted((a, b) => titleOf(a).localeCompare(titleOf(b), 'en'));
    },
    read,
    put: (packetId, recipe, revision) =>
      change(packetId, async () => {
        const moved = await movedOn(packetId, revision);
        return moved === null ? write(packetId, recipe) : refused(moved);
      }),
    add: (name, recipe, taken) =>
      inTurn('change', () =>
        unlessRefused(folder, async () => write(freeId(name, new Set<PacketId>([...taken, ...(await ids())])), recipe)),
      ),
    remove: (packetId, revision) =>
      change(packetId, async () => {
        const moved = await movedOn(packetId, revision);
        if (moved !== null) return refused(moved.revision === 'gone' ? { kind: 'no-such-recipe' } : moved);
        await rm(pathOf(packetId));
        return ok(null);
      }),
    async manifest(packetId) {
      const text = await readFile(manifestPath(packetId), 'utf8').catch(() => null);
      const json = text === null ? null : parseJson(text);
      const manifest = json?.ok === true ? PacketManifest.safeParse(json.value) : null;
      return manifest?.success === true ? manifest.data : null;
    },
    keepManifest: (packetId, manifest) =>
      unlessRefused(manifestPath(packetId), async () => {
        await mkdir(folder, { recursive: true });
        await writeFileWhole(manifestPath(packetId), `${JSON.stringify(manifest, null, 2)}\n`);
        return ok(null);
      }),
  };
}

async function readRecipeFile(path: string, packetId: PacketId): Promise<Read> {
  const { size } = await stat(path);
  const faulty = (fault: RecipeFault): Read =>
    refused({ kind: 'not-a-recipe', fault: { ...fault, sentence: `${path}: ${fault.sentence}` } });
  if (size > MAX_RECIPE_BYTES)
    return faulty({
      sentence: 'It is larger than the 16 MB a recipe may have. Put what was pasted into files, and name those.',
      slice: null,
    });
  const recipe = readRecipeText(await readFile(path, 'utf8'));
  return recipe.ok ? ok({ packetId, recipe: recipe.value, revision: await stampOf(path) }) : faulty(recipe.error);
}

function problemSentence(problem: RecipeShelfProblem): string {
  if (problem.kind === 'no-such-recipe') return 'It went while the folder was read.';
  return problem.kind === 'storage' ? problem.sentence : problem.fault.sentence;
}

/** What the disk refuses, as a value: it happens on an ordinary day. */
async function unlessRefused<Value, Problem>(
  path: string,
  work: () => Promise<Result<Value, Problem>>,
): Promise<Result<Value, Problem | RecipeShelfProblem>> {
  try {
    return await work();
  } catch (error) {
    return refused(isMissing(error) ? { kind: 'no-such-recipe' } : { kind: 'storage', sentence: fileSentence(error, path) });
  }
}

function freeId(name: string, taken: ReadonlySet<PacketId>): PacketId {
  const first = PacketId.parse(slug(name));
  for (let number = 1; ; number++) {
    const id = number === 1 ? first : PacketId.parse(`${first}-${String(number)}`);
    if (!taken.has(id)) return id;
  }
}
