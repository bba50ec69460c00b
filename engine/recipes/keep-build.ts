import type { Hash } from '../base/hash.ts';
import type { FlowId, SliceName } from '../base/ids.ts';
import { changeSentence, compareBuild, type SliceStanding } from '../packet/compare-build.ts';
import { MANIFEST_FORMAT, type PacketManifest } from '../packet/packet-manifest.ts';
import { recipeHash, type Recipe } from '../packet/recipe.ts';
import type { RecipeBuild } from './build-recipe.ts';

interface Hashed {
  readonly name: SliceName;
  readonly contentHash: Hash;
}

/** How a build stands to the last one, and to the slices that the packet holds now. */
export const standingsOf = (
  recipe: Recipe,
  build: RecipeBuild,
  held: readonly Hashed[],
  manifest: PacketManifest | null,
): readonly SliceStanding[] =>
  // true: a recipe's keys were parsed as names
  compareBuild(Object.keys(recipe.slices) as SliceName[], hashesOf(build.slices), hashesOf(held), manifest);

const hashesOf = (slices: readonly Hashed[]): ReadonlyMap<SliceName, Hash> =>
  new Map(slices.map(({ name, contentHash }) => [name, contentHash]));

/** Why a build is not kept, for a person; null when it is to be. `unreadable` says what is wrong with what lies in its place. */
export function heldBack(
  build: RecipeBuild,
  standings: readonly SliceStanding[],
  { keep, replaceEdits, unreadable }: { readonly keep: boolean; readonly replaceEdits: boolean; readonly unreadable: string | null },
): string | null {
  const count = build.problems.length;
  if (count > 0)
    return `Nothing was kept: ${count === 1 ? 'there is a problem' : `there are ${String(count)} problems`}. The packet is as it was.`;
  if (!keep) return `Tried, and nothing was kept. ${changeSentence(standings)}`;
  if (unreadable !== null) return `Nothing was kept, since what lies there cannot be read: ${unreadable}`;
  const edited = standings.filter(({ editedByHand }) => editedByHand).map(({ name }) => `“${name}”`);
  if (edited.length > 0 && !replaceEdits)
    return `Nothing was kept: ${edited.join(' and ')} ${edited.length === 1 ? 'was' : 'were'} edited by hand. Build again so that the edits are replaced, or keep a copy of the packet first.`;
  return null;
}

/** What a build that is kept found. Only of one without problems. */
export function manifestOf(build: RecipeBuild, recipe: Recipe, flow: FlowId | null, builtAtUs: number): PacketManifest {
  if (build.packetHash === null) throw new Error('A packet with problems was to be noted as built.');
  return {
    format: MANIFEST_FORMAT,
    builtAtUs,
    recipeHash: recipeHash(recipe),
    flow,
    packetHash: build.packetHash,
    slices: Object.fromEntries(build.slices.map(({ name, origin, contentHash, bytes }) => [name, { ...origin, contentHash, bytes }])),
  };
}
