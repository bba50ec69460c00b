import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { Hash } from '../base/hash.ts';
import { FlowId, PacketId, SliceName } from '../base/ids.ts';
import { PacketManifest, SliceOrigin } from '../packet/packet-manifest.ts';
import { Recipe } from '../packet/recipe.ts';
import { changedMeanwhile, PacketProblem, PREVIEW_CHARS, Revision, SourceTrial } from './packets.ts';

/** A recipe's line in the list; its packet has the same id. */
export const RecipeHead = z.object({
  packetId: PacketId,
  title: z.string(),
  flow: FlowId.nullable(),
  sliceNames: z.array(SliceName),
  /** Null when it was never built. */
  builtAtUs: z.int().nullable(),
  /** What is wrong with the file, as a sentence. */
  problem: z.string().nullable(),
});
export type RecipeHead = z.infer<typeof RecipeHead>;

export const OpenRecipe = z.object({
  packetId: PacketId,
  recipe: Recipe,
  /** Of the recipe as it lies on the disk: `save` writes only over this one. */
  revision: Revision,
  /** True when the recipe was changed after the packet was built from it; null when it was never built. */
  changedSinceBuild: z.boolean().nullable(),
  manifest: PacketManifest.nullable(),
});
export type OpenRecipe = z.infer<typeof OpenRecipe>;

/** How a slice stands to the last build: `unread` when its source could not be read, so nobody knows. */
export const SliceChange = z.enum(['new', 'same', 'changed', 'removed', 'unread']);
export type SliceChange = z.infer<typeof SliceChange>;

export const SliceBuild = z.object({
  name: SliceName,
  change: SliceChange,
  /** True when the kept packet holds something else than the last build made: keeping this build replaces it. */
  editedByHand: z.boolean(),
  /** Null when the source could not be read. */
  contentHash: Hash.nullable(),
  /** Under the flow's contract; null when it does not fit. */
  sliceHash: Hash.nullable(),
  /** Where it came from and what reading had to decide; null when the source could not be read. */
  origin: SliceOrigin.nullable(),
  isText: z.boolean(),
  bytes: z.int(),
  totalChars: z.int(),
  /** The beginning; empty when the slice is sensitive. */
  preview: z.string().max(PREVIEW_CHARS),
  sensitive: z.boolean(),
});
export type SliceBuild = z.infer<typeof SliceBuild>;

/** How a build comes along, and last what it made. Leaving the stream stops the build; nothing is written then. */
export const BuildNews = z.discriminatedUnion('kind', [
  /** `done` slices of `total` are read; `slice` is being read now. */
  z.object({ kind: z.literal('reading'), slice: SliceName, done: z.int(), total: z.int() }),
  z.object({
    kind: z.literal('built'),
    packetId: PacketId,
    /** True when the packet was written to the workspace. */
    kept: z.boolean(),
    /** What came of it, for a person: `Kept. 2 slices changed …`, or why nothing was kept. */
    sentence: z.string(),
    /** Null when there are problems. */
    packetHash: Hash.nullable(),
    /** By name; also those that the last build had and this one has not. */
    slices: z.array(SliceBuild),
    problems: z.array(PacketProblem),
  }),
]);
export type BuildNews = z.infer<typeof BuildNews>;
export type PacketBuilt = Extract<BuildNews, { kind: 'built' }>;

const notARecipe = {
  NO_SUCH_RECIPE: { data: z.object({ packetId: PacketId }), message: 'This packet has no recipe.' },
  /** `slice` is the one whose source is wrong, where it is one. */
  NOT_A_RECIPE: { data: z.object({ sentence: z.string(), slice: SliceName.nullable() }), message: 'This file is not a recipe.' },
};

/** How packets are made: recipes, what a build of one finds, and one source tried out. */
export const recipesContract = {
  list: oc.output(z.array(RecipeHead)),
  read: oc
    .input(z.object({ packetId: PacketId }))
    .output(OpenRecipe)
    .errors(notARecipe),
  /** `recipe` is a `Recipe`; what is wrong with another is told as a sentence. A null `packetId` makes a new recipe under a free id made from its title; a null `revision` writes only where there is none yet. */
  save: oc
    .input(z.object({ packetId: PacketId.nullable(), recipe: z.unknown(), revision: Revision.nullable() }))
    .output(OpenRecipe)
    .errors({ ...notARecipe, ...changedMeanwhile }),
  /** Takes the recipe away; the packet it built stays. */
  remove: oc
    .input(z.object({ packetId: PacketId, revision: Revision }))
    .output(z.null())
    .errors({ ...notARecipe, ...changedMeanwhile }),
  /**
   * Reads every source and checks each slice against the contract of `flowId`, else of the recipe's own flow. With `keep` the packet and its manifest are
   * written, but only when every source could be read, all fits, and no slice edited by hand would be replaced without `replaceEdits`.
   */
  build: oc
    .input(z.object({ packetId: PacketId, flowId: FlowId.optional(), keep: z.boolean(), replaceEdits: z.boolean().optional() }))
    .output(eventIterator(BuildNews))
    .errors({
      ...notARecipe,
      NO_SUCH_FLOW: { data: z.object({ flowId: FlowId }), message: 'The flow whose contract the recipe names is not in the workspace.' },
    }),
  /** Reads one source (a `SliceSource`), before it stands in a recipe. Writes nothing. */
  trySource: oc.input(z.object({ source: z.unknown(), slice: SliceName.optional(), flowId: FlowId.optional() })).output(SourceTrial),
};
