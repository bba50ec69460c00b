import type { SliceName } from '../../engine/base/ids.ts';
import type { OpenPacket, PacketFit } from '../../engine/contract/packets.ts';
import type { OpenRecipe } from '../../engine/contract/recipes.ts';
import { changesWords, editsOf, type DraftHistory, type DraftRecipe, type PacketDraft } from './packet-draft.ts';

/** A packet that lies open: what the workspace holds, how it fits the open flow, and what was done to it here and is not saved. */
export interface PacketPage {
  /** Null until it has been read. */
  readonly packet: OpenPacket | null;
  /** Null without one. */
  readonly recipe: OpenRecipe | null;
  readonly history: DraftHistory | null;
  /** Of the draft, under the flow that is open; null without one. */
  readonly fit: PacketFit | null;
  /** Why a slice could not be saved, as a sentence; what was typed is kept. */
  readonly troubles: Readonly<Record<SliceName, string>>;
  readonly saving: boolean;
  /** Somebody else changed the packet while there are changes here. */
  readonly moved: boolean;
  /** Why it cannot be read or saved, as a sentence. */
  readonly trouble: string | null;
}

export const UNREAD: PacketPage = {
  packet: null,
  recipe: null,
  history: null,
  fit: null,
  troubles: {},
  saving: false,
  moved: false,
  trouble: null,
};

/** The packet that a recipe has not built yet. */
export const unbuilt = ({ packetId, recipe }: OpenRecipe): OpenPacket => ({
  packetId,
  title: recipe.title ?? packetId,
  description: recipe.description ?? '',
  slices: [],
  revision: '',
  hasRecipe: true,
  manifest: null,
  editedByHand: [],
});

export const draftRecipe = (open: OpenRecipe | null): DraftRecipe | null =>
  // true: sources are JSON, with what is absent left out
  open === null ? null : { flow: open.recipe.flow ?? null, sources: open.recipe.slices as DraftRecipe['sources'] };

export const sameRecipe = (a: DraftRecipe | null, b: DraftRecipe | null): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

/** What was typed after a save began, on what the save kept. */
export const carriedOver = (draft: PacketDraft, packet: OpenPacket): PacketDraft => ({
  ...draft,
  slices: draft.slices.map(slice => ({ ...slice, keptAs: packet.slices.some(one => one.name === slice.name) ? slice.name : null })),
});

/** True when something of it is not in the workspace. */
export const isEdited = ({ packet, recipe, history }: PacketPage): boolean =>
  packet !== null &&
  history !== null &&
  (editsOf(packet, history.now).length > 0 || changesWords(packet, history.now) || !sameRecipe(draftRecipe(recipe), history.now.recipe));
