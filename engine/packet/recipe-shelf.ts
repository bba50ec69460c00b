import type { PacketId } from '../base/ids.ts';
import type { Result } from '../base/result.ts';
import type { PacketManifest } from './packet-manifest.ts';
import type { ChangedMeanwhile } from './packet-shelf.ts';
import type { RecipeFault } from './read-recipe-text.ts';
import type { Recipe } from './recipe.ts';

export interface ShelvedRecipe {
  readonly packetId: PacketId;
  readonly recipe: Recipe;
  /** Changes with every write of the file. */
  readonly revision: string;
}

export type RecipeShelfProblem =
  | { readonly kind: 'no-such-recipe' }
  | { readonly kind: 'not-a-recipe'; readonly fault: RecipeFault }
  | { readonly kind: 'storage'; readonly sentence: string };

/** The recipes of a workspace and what their last builds found. A packet and its recipe share one id. */
export interface RecipeShelf {
  /** By title; a file that cannot be read stands in the list with what is wrong with it. */
  list(): Promise<readonly ({ readonly packetId: PacketId } & ({ readonly recipe: Recipe } | { readonly problem: string }))[]>;
  read(packetId: PacketId): Promise<Result<ShelvedRecipe, RecipeShelfProblem>>;
  /** Written whole or not at all, over `revision` only; null writes only where there is none. */
  put(packetId: PacketId, recipe: Recipe, revision: string | null): Promise<Result<ShelvedRecipe, RecipeShelfProblem | ChangedMeanwhile>>;
  /** Under an id made from the name that neither a recipe nor one of `taken` has. */
  add(name: string, recipe: Recipe, taken: ReadonlySet<PacketId>): Promise<Result<ShelvedRecipe, RecipeShelfProblem>>;
  /** What its packet holds stays. */
  remove(packetId: PacketId, revision: string): Promise<Result<null, RecipeShelfProblem | ChangedMeanwhile>>;
  /** Null when nothing was built, or what the last build left cannot be read: building again mends that. */
  manifest(packetId: PacketId): Promise<PacketManifest | null>;
  keepManifest(packetId: PacketId, manifest: PacketManifest): Promise<Result<null, RecipeShelfProblem>>;
}
