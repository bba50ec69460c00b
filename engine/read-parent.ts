import type { FlowId } from './base/ids.ts';
import { ok, refused, type Result } from './base/result.ts';
import type { Draft, FlowVersion } from './flow/flow-store.ts';
import type { Flow } from './flow/flow.ts';
import type { Workspace } from './workspace.ts';

/** A published version with its definition. */
export interface WholeVersion {
  readonly versionNo: number | null;
  readonly flow: Flow;
}

/** What a fork takes in from its parent. */
export interface ForkParent {
  readonly parent: { readonly flowId: FlowId; readonly name: string };
  /** What both had in common last: the version pulled last, or what the fork began from; a draft has no number. */
  readonly base: WholeVersion;
  readonly theirs: FlowVersion;
  readonly flow: Flow;
  /** Every version of the parent, newest first. */
  readonly versions: readonly FlowVersion[];
}

export type ParentProblem =
  | { readonly kind: 'no-such-flow' }
  | { readonly kind: 'no-such-version'; readonly flowId: FlowId; readonly versionNo: number }
  /** A sentence for a person: it is no fork, or there is nothing to take in. */
  | { readonly kind: 'nothing-to-pull'; readonly sentence: string };

/** The version of its parent that a fork is to take in, the newest unless a number is given, and what both began from. */
export async function readParent(
  { flows, orgId }: Pick<Workspace, 'flows' | 'orgId'>,
  flowId: FlowId,
  versionNo: number | null = null,
): Promise<Result<ForkParent, ParentProblem>> {
  const draft = await flows.draft(orgId, flowId);
  if (draft === null) return refused({ kind: 'no-such-flow' });
  const nothing = (sentence: string) => refused({ kind: 'nothing-to-pull' as const, sentence });
  const origin = originOf(draft);
  if (origin === null) return nothing(`“${draft.flow.name}” is no fork, so it has no parent to pull from.`);
  const parent = await flows.draft(orgId, origin.flowId);
  if (parent === null) return nothing(`The flow that “${draft.flow.name}” is a fork of is not in this workspace any more.`);
  const base = await flows.definition(orgId, origin.versionHash);
  if (base === null)
    return nothing(
      `What “${draft.flow.name}” began from was a draft that is no longer kept, so nobody can tell what changed since. Compare the two instead.`,
    );
  const versions = await flows.versions(orgId, origin.flowId);
  const [newest] = versions;
  if (newest === undefined)
    return nothing(`“${parent.flow.name}” was never published, and only published versions are pulled. Publish it first.`);
  const theirs = versionNo === null ? newest : versions.find(version => version.versionNo === versionNo);
  const flow = theirs === undefined ? null : await flows.definition(orgId, theirs.versionHash);
  if (theirs === undefined || flow === null)
    return refused({ kind: 'no-such-version', flowId: origin.flowId, versionNo: versionNo ?? newest.versionNo });
  return ok({
    parent: { flowId: origin.flowId, name: parent.flow.name },
    base: { versionNo: origin.versionNo, flow: base },
    theirs,
    flow,
    versions,
  });
}

/** The version pulled last, as long as it is of the flow that this one is a fork of. */
function originOf({ flow: { pulled }, forkedFrom }: Draft): NonNullable<Draft['forkedFrom']> | null {
  if (forkedFrom === undefined) return null;
  return pulled?.flowId === forkedFrom.flowId ? pulled : forkedFrom;
}
