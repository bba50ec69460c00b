import type { FlowId, PacketId, SliceName } from '../base/ids.ts';
import { PREVIEW_CHARS, type OpenPacket, type PacketHead } from '../contract/packets.ts';
import type { PacketDocument } from '../packet/packet.ts';
import type { PacketShelf, ShelvedPacket } from '../packet/packet-shelf.ts';
import { viewSlices } from '../packet/view-packet.ts';
import type { Workspace } from '../workspace.ts';

/** A packet as a window opens it: of a long slice only the beginning, of one that `flowId` or the recipe's flow marks sensitive nothing. */
export async function openPacket(
  workspace: Workspace,
  { packetId, document, revision }: ShelvedPacket,
  flowId?: FlowId,
): Promise<OpenPacket> {
  const [manifest, recipe, masked] = await Promise.all([
    workspace.recipes.manifest(packetId),
    workspace.recipes.read(packetId),
    sensitiveSlices(workspace, packetId, flowId),
  ]);
  const slices = viewSlices(document, PREVIEW_CHARS).map(({ preview, ...facts }) => {
    const origin = manifest?.slices[facts.name];
    const sensitive = masked.has(facts.name);
    return {
      ...facts,
      preview: sensitive ? '' : preview,
      whole: !sensitive && preview.length === facts.totalChars,
      sensitive,
      origin: origin?.contentHash === facts.contentHash ? origin : null,
    };
  });
  return {
    packetId,
    title: titleOf(packetId, document),
    description: document.description ?? '',
    slices,
    revision,
    hasRecipe: recipe.ok,
    manifest,
    editedByHand: manifest === null ? [] : slices.filter(({ origin }) => origin === null).map(({ name }) => name),
  };
}

/** Slices that must not be shown unasked: those that the flow, or else the recipe's own flow, marks sensitive. */
export async function sensitiveSlices(workspace: Workspace, packetId: PacketId, flowId?: FlowId): Promise<ReadonlySet<string>> {
  const recipe = await workspace.recipes.read(packetId);
  const flows = [flowId, recipe.ok ? recipe.value.recipe.flow : undefined].filter(id => id !== undefined);
  const drafts = await Promise.all(flows.map(id => workspace.flows.draft(workspace.orgId, id)));
  return new Set(
    drafts.flatMap(draft => Object.entries(draft?.flow.packet.slices ?? {}).flatMap(([name, { sensitive }]) => (sensitive ? [name] : []))),
  );
}

/** A packet's line in the list. */
export function packetHead(packet: Awaited<ReturnType<PacketShelf['list']>>[number], withRecipe: ReadonlySet<PacketId>): PacketHead {
  const { packetId, bytes } = packet;
  const hasRecipe = withRecipe.has(packetId);
  return 'document' in packet
    ? { packetId, bytes, title: titleOf(packetId, packet.document), sliceNames: sliceNames(packet.document), problem: null, hasRecipe }
    : { packetId, bytes, title: packetId, sliceNames: [], problem: packet.problem, hasRecipe };
}

const titleOf = (packetId: string, document: PacketDocument): string => document.title ?? packetId;

const sliceNames = (document: PacketDocument): SliceName[] => Object.keys(document.slices) as SliceName[]; // true: a document's keys were parsed as names
