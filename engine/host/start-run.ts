import type { FlowId, PacketId, RunId } from '../base/ids.ts';
import { refused, type Result } from '../base/result.ts';
import { checkFlow } from '../flow/check-flow.ts';
import { flowHash } from '../flow/flow-hash.ts';
import type { FlowProblem } from '../flow/flow-problem.ts';
import { buildPacket, type PacketProblem } from '../packet/build-packet.ts';
import type { ShelfProblem } from '../packet/packet-shelf.ts';
import type { RunMode } from '../trace/trace-row.ts';
import type { Workspace } from '../workspace.ts';
import { catalogOf } from './catalog-of.ts';

export interface RunWish {
  readonly flowId: FlowId;
  readonly packetId: PacketId;
  readonly mode: RunMode;
}

export type StartRefusal =
  | { readonly kind: 'no-such-flow' }
  | { readonly kind: 'flow-has-errors'; readonly problems: readonly FlowProblem[] }
  | { readonly kind: 'packet-does-not-fit'; readonly problems: readonly PacketProblem[] }
  | { readonly kind: 'storage'; readonly sentence: string };

/** Starts a run of the flow as it is drawn now, on a packet of the shelf; a published version that is the very same definition gives it its number. */
export async function startRun(workspace: Workspace, { flowId, packetId, mode }: RunWish): Promise<Result<RunId, StartRefusal>> {
  const draft = await workspace.flows.draft(workspace.orgId, flowId);
  if (draft === null) return refused({ kind: 'no-such-flow' });
  const problems = checkFlow(draft.flow, catalogOf(workspace)).filter(problem => problem.severity === 'error');
  if (problems.length > 0) return refused({ kind: 'flow-has-errors', problems });
  const shelved = await workspace.packets.read(packetId);
  if (!shelved.ok) return refused({ kind: 'packet-does-not-fit', problems: [unreadable(packetId, shelved.error)] });
  const packet = buildPacket(workspace.orgId, draft.flow.packet, shelved.value.document);
  if (!packet.ok) return refused({ kind: 'packet-does-not-fit', problems: packet.error });

  const versionHash = flowHash(draft.flow);
  const versions = await workspace.flows.versions(workspace.orgId, flowId);
  const versionNo = versions.find(version => version.versionHash === versionHash)?.versionNo ?? null;
  const request = { flowId, flow: draft.flow, versionNo, packet: packet.value, mode, by: workspace.me, startKey: null };
  const started = await workspace.runner.start(request);
  if (started.ok) return started;
  if (started.error.kind === 'storage') return refused(started.error);
  throw new Error('A start without a key met a conflict of keys.');
}

const unreadable = (packetId: PacketId, problem: ShelfProblem): PacketProblem => ({
  slice: null,
  path: '',
  message: problem.kind === 'no-such-packet' ? `There is no packet ${packetId} in the workspace: choose another.` : problem.sentence,
});
