import type { FlowId } from './base/ids.ts';
import { flowHash } from './flow/flow-hash.ts';
import type { FlowVersion } from './flow/flow-store.ts';
import { pinDrift } from './flow/version-pins.ts';
import type { Workspace } from './workspace.ts';

/** A version as a list shows it. */
export interface ListedVersion extends FlowVersion {
  readonly runs: number;
  /** The draft says the same. */
  readonly isDraft: boolean;
  /** What of its pins is another in the workspace now, as sentences. */
  readonly drift: readonly string[];
}

/** Newest first; empty for a flow that was never published, or is not there. */
export async function listVersions(
  { flows, orgId, skills }: Pick<Workspace, 'flows' | 'orgId' | 'skills'>,
  flowId: FlowId,
): Promise<readonly ListedVersion[]> {
  const [versions, runs, draft] = [
    await flows.versions(orgId, flowId),
    await flows.runCounts(orgId, flowId),
    await flows.draft(orgId, flowId),
  ];
  const drawn = draft === null ? null : flowHash(draft.flow);
  return versions.map(version => ({
    ...version,
    runs: runs.get(version.versionHash) ?? 0,
    isDraft: version.versionHash === drawn,
    drift: pinDrift(version.pins, name => skills.find(name)),
  }));
}
