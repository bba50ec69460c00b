import type { FlowId } from './base/ids.ts';
import { ok, refused, type Result } from './base/result.ts';
import type { Draft } from './flow/flow-store.ts';
import { withPlaces } from './flow/with-places.ts';
import type { Workspace } from './workspace.ts';

export type RestoreProblem =
  | { readonly kind: 'no-such-flow' }
  | { readonly kind: 'no-such-version'; readonly versionNos: readonly number[] }
  | { readonly kind: 'revision-moved'; readonly revision: number };

/**
 * Makes an older version the draft again, as a further revision: the draft that was there stays behind it for whoever has its text. Publishing it
 * unchanged gives that very version, since a version is its definition. Notes stay as they are; steps stand where the version had them, or where
 * they stand now.
 */
export async function restoreVersion(
  { flows, orgId, clock }: Pick<Workspace, 'flows' | 'orgId' | 'clock'>,
  { flowId, versionNo, revision }: { readonly flowId: FlowId; readonly versionNo: number; readonly revision: number | null },
): Promise<Result<Draft, RestoreProblem>> {
  const draft = await flows.draft(orgId, flowId);
  const versions = await flows.versions(orgId, flowId);
  if (draft === null && versions.length === 0) return refused({ kind: 'no-such-flow' });
  const version = versions.find(each => each.versionNo === versionNo);
  const definition = version === undefined ? null : await flows.definition(orgId, version.versionHash);
  if (definition === null) return refused({ kind: 'no-such-version', versionNos: versions.map(each => each.versionNo) });
  if (draft === null) {
    const created = await flows.create(orgId, flowId, definition, clock.nowUs());
    return created.ok ? ok(created.value) : refused({ kind: 'revision-moved', revision: 1 });
  }
  const expected = revision ?? draft.revision;
  const saved = await flows.save(orgId, flowId, expected, withPlaces(definition, draft.flow), clock.nowUs());
  return saved.ok ? ok(saved.value) : refused({ kind: 'revision-moved', revision: draft.revision });
}
