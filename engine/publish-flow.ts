import type { FlowId } from './base/ids.ts';
import { ok, refused, type Result } from './base/result.ts';
import { checkFlow } from './flow/check-flow.ts';
import type { FlowCatalog } from './flow/flow-catalog.ts';
import { flowHash } from './flow/flow-hash.ts';
import type { FlowProblem } from './flow/flow-problem.ts';
import type { FlowVersion } from './flow/flow-store.ts';
import { pinsOf } from './flow/version-pins.ts';
import { selfStartProblems } from './triggers/self-start-problems.ts';
import type { Workspace } from './workspace.ts';

export interface PublishRequest {
  readonly flowId: FlowId;
  /** Of the draft that the person saw; null publishes whatever it is now. */
  readonly revision: number | null;
  readonly message: string;
}

export type PublishProblem =
  | { readonly kind: 'no-such-flow' }
  | { readonly kind: 'revision-moved'; readonly revision: number }
  | { readonly kind: 'has-errors'; readonly problems: readonly FlowProblem[] };

export interface Published {
  readonly version: FlowVersion;
  /** False when a version had this very definition before. */
  readonly isNew: boolean;
  readonly sentence: string;
}

/**
 * Makes a version of a draft, with the skills and the expression language it is pinned to. Refused with everything that keeps it from running as
 * meant: links, references, expressions, skills and actions that are not there, and a trigger that could not start it.
 */
export async function publishFlow(
  workspace: Workspace,
  catalog: FlowCatalog,
  { flowId, revision, message }: PublishRequest,
): Promise<Result<Published, PublishProblem>> {
  const { flows, orgId, skills, me, clock } = workspace;
  const draft = await flows.draft(orgId, flowId);
  if (draft === null) return refused({ kind: 'no-such-flow' });
  if (revision !== null && draft.revision !== revision) return refused({ kind: 'revision-moved', revision: draft.revision });
  const faults = checkFlow(draft.flow, catalog).filter(({ severity }) => severity === 'error');
  const problems = [...faults, ...(await selfStartProblems(workspace, draft.flow, catalog))];
  if (problems.length > 0) return refused({ kind: 'has-errors', problems });

  const before = (await flows.versions(orgId, flowId)).find(({ versionHash }) => versionHash === flowHash(draft.flow));
  const pins = pinsOf(draft.flow, name => skills.find(name));
  const version = await flows.publish(orgId, flowId, draft.flow, me, message, clock.nowUs(), pins);
  const sentence =
    before === undefined
      ? `Version ${String(version.versionNo)} of “${draft.flow.name}” is published.`
      : `Version ${String(version.versionNo)} of “${draft.flow.name}” has this very definition already, so there is no new one.`;
  return ok({ version, isNew: before === undefined, sentence });
}
