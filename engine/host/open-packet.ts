import type { FlowId, PacketId } from '../base/ids.ts';
import type { OpenPacket } from '../contract/packets.ts';
import type { Workspace } from '../workspace.ts';
import { kept, shelved, type PacketErrors } from './shelf-refusal.ts';

/**
 * A packet as a window opens it: of a long slice only the beginning, of one that `flowId` or the recipe's flow marks sensitive nothing. Throws the call's
 * refusals; without any the packet was written just now, and only the disk can refuse it.
 */
export async function openPacket(workspace: Workspace, packetId: PacketId, errors?: PacketErrors, flowId?: FlowId): Promise<OpenPacket> {
  const read = await workspace.packetDesk.view(packetId);
  const view = errors === undefined ? kept(read) : shelved(read, packetId, errors);
  const [manifest, recipe, masked] = await Promise.all([
    workspace.recipes.manifest(packetId),
    workspace.recipes.read(packetId),
    sensitiveSlices(workspace, packetId, flowId),
  ]);
  const slices = view.slices.map(({ preview, ...facts }) => {
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
    title: view.title ?? packetId,
    description: view.description,
    slices,
    revision: view.revision,
    hasRecipe: recipe.ok,
    manifest,
    editedByHand: manifest === null ? [] : slices.filter(({ origin }) => origin === null).map(({ name }) => name),
  };
}

/** Slices that must not be shown unasked: those that the flow, or the recipe's own flow, marks sensitive. */
export async function sensitiveSlices(workspace: Workspace, packetId: PacketId, flowId?: FlowId): Promise<ReadonlySet<string>> {
  const recipe = await workspace.recipes.read(packetId);
  const flows = [flowId, recipe.ok ? recipe.value.recipe.flow : undefined].filter(id => id !== undefined);
  const drafts = await Promise.all(flows.map(id => workspace.flows.draft(workspace.orgId, id)));
  return new Set(
    drafts.flatMap(draft => Object.entries(draft?.flow.packet.slices ?? {}).flatMap(([name, { sensitive }]) => (sensitive ? [name] : []))),
  );
}
