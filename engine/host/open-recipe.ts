import type { OpenRecipe } from '../contract/recipes.ts';
import { recipeHash } from '../packet/recipe.ts';
import type { ShelvedRecipe } from '../packet/recipe-shelf.ts';
import type { Workspace } from '../workspace.ts';

/** A recipe as a window opens it, with what its last build found. */
export async function openRecipe({ recipes }: Workspace, { packetId, recipe, revision }: ShelvedRecipe): Promise<OpenRecipe> {
  const manifest = await recipes.manifest(packetId);
  return {
    packetId,
    recipe,
    revision,
    changedSinceBuild: manifest === null ? null : manifest.recipeHash !== recipeHash(recipe),
    manifest,
  };
}
