import type { FlowId, PacketId } from '../base/ids.ts';
import { ok, refused, type Result } from '../base/result.ts';
import { checkFlow } from '../flow/check-flow.ts';
import { flowHash } from '../flow/flow-hash.ts';
import type { FlowProblem } from '../flow/flow-problem.ts';
import type { FlowVersion } from '../flow/flow-store.ts';
import type { Flow } from '../flow/flow.ts';
import { buildPacket, type PacketProblem } from '../packet/build-packet.ts';
import type { ShelfProblem } from '../packet/packet-shelf.ts';
import type { PlanRequest } from '../plan/plan-needs.ts';
import type { Workspace } from '../workspace.ts';
import { pinsOf } from '../pins-of.ts';
import type { RunUntil } from '../trace/trace-row.ts';
import { catalogOf } from './catalog-of.ts';

/** A run that a window asks for, or asks about. */
export interface RunWish extends Pick<PlanRequest, 'mode'> {
  readonly flowId: FlowId;
  /** Null or absent: as it is drawn now. */
  readonly versionNo?: number | null | undefined;
  readonly packetId: PacketId;
  readonly cache?: PlanRequest['cache'] | undefined;
  readonly until?: RunUntil | undefined;
  /** Absent: in a draft of the flow as it is drawn, and nowhere else. */
  readonly pins?: 'use' | 'ignore' | undefined;
}

export type WishRefusal =
  | { readonly kind: 'no-such-flow' }
  | { readonly kind: 'flow-has-errors'; readonly problems: readonly FlowProblem[] }
  | { readonly kind: 'packet-does-not-fit'; readonly problems: readonly PacketProblem[] }
  | { readonly kind: 'pin-does-not-fit'; readonly sentence: string };

/** A version of a flow, or the flow as it is drawn now, on a packet of the shelf; a drawing that a version has as its very definition gets that number. */
export async function runRequest(
  workspace: Workspace,
  { flowId, versionNo: asked = null, packetId, mode, cache = 'use', pins: pinned = asked === null ? 'use' : 'ignore' }: RunWish,
): Promise<Result<Required<PlanRequest>, WishRefusal>> {
  const versions = await workspace.flows.versions(workspace.orgId, flowId);
  const flow = await definitionOf(workspace, flowId, versions.find(version => version.versionNo === asked) ?? null, asked);
  if (flow === null) return refused({ kind: 'no-such-flow' });
  const problems = checkFlow(flow, catalogOf(workspace)).filter(problem => problem.severity === 'error');
  if (problems.length > 0) return refused({ kind: 'flow-has-errors', problems });
  const shelved = await workspace.packets.read(packetId);
  if (!shelved.ok) return refused({ kind: 'packet-does-not-fit', problems: [unreadable(packetId, shelved.error)] });
  const packet = buildPacket(workspace.orgId, flow.packet, shelved.value.document);
  if (!packet.ok) return refused({ kind: 'packet-does-not-fit', problems: packet.error });

  const pins = mode === 'live' || pinned === 'ignore' ? ok({}) : await pinsOf(workspace, flowId, flow);
  if (!pins.ok) return refused({ kind: 'pin-does-not-fit', sentence: pins.error });

  const versionHash = flowHash(flow);
  const versionNo = versions.find(version => version.versionHash === versionHash)?.versionNo ?? null;
  return ok({ flowId, flow, versionNo, packet: packet.value, mode, cache, pins: pins.value });
}

async function definitionOf(
  { flows, orgId }: Workspace,
  flowId: FlowId,
  version: FlowVersion | null,
  asked: number | null,
): Promise<Flow | null> {
  if (asked === null) return (await flows.draft(orgId, flowId))?.flow ?? null;
  return version === null ? null : await flows.definition(orgId, version.versionHash);
}

const unreadable = (packetId: PacketId, problem: ShelfProblem): PacketProblem => ({
  slice: null,
  path: '',
  message: problem.kind === 'no-such-packet' ? `There is no packet ${packetId} in the workspace: choose another.` : problem.sentence,
});
