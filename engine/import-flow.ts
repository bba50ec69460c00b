import type { FlowId } from './base/ids.ts';
import { ok, refused, type Result } from './base/result.ts';
import { flowHash } from './flow/flow-hash.ts';
import type { Draft } from './flow/flow-store.ts';
import { documentHash } from './flow/flow-text.ts';
import type { Flow } from './flow/flow.ts';
import type { Workspace } from './workspace.ts';

export interface ImportRequest {
  /** Under which the workspace knows it: the name of its file. */
  readonly flowId: FlowId;
  readonly flow: Flow;
  /** Also where work would be lost that no version and no file holds. */
  readonly force: boolean;
}

export interface Imported {
  readonly draft: Draft;
  readonly how: 'created' | 'same' | 'replaced';
  readonly sentence: string;
}

/**
 * Takes a flow's file as the draft of its flow. One that is not there is made; one that says the same stays as it is. A changed file becomes the
 * draft's next revision as long as nothing is lost by that: the draft is as a version has it, or as the last file had it. Otherwise the draft is
 * newer than any file and any version, and the import is refused.
 */
export async function importFlow(
  { flows, orgId, clock }: Pick<Workspace, 'flows' | 'orgId' | 'clock'>,
  { flowId, flow, force }: ImportRequest,
): Promise<Result<Imported, string>> {
  const hash = documentHash(flow);
  const draft = await flows.draft(orgId, flowId);
  if (draft === null) {
    const created = await flows.create(orgId, flowId, flow, clock.nowUs(), { importedHash: hash });
    return created.ok
      ? ok({ draft: created.value, how: 'created', sentence: `“${flow.name}” is in the workspace as ${flowId}.` })
      : refused(TAKEN);
  }
  const now = documentHash(draft.flow);
  if (now === hash) return ok({ draft, how: 'same', sentence: `The draft of ${flowId} says the same as the file already.` });
  const versions = await flows.versions(orgId, flowId);
  const isKept = draft.importedHash === now || versions.some(({ versionHash }) => versionHash === flowHash(draft.flow));
  if (!isKept && !force)
    return refused(
      `The draft of ${flowId} has changes that stand in no version and in no file, and this import would lose them. Publish or export it first, or import with --force.`,
    );
  const saved = await flows.save(orgId, flowId, draft.revision, flow, clock.nowUs(), { importedHash: hash });
  if (!saved.ok) return refused(TAKEN);
  return ok({
    draft: saved.value,
    how: 'replaced',
    sentence: `The file is the draft of ${flowId} now, revision ${String(saved.value.revision)}.`,
  });
}

const TAKEN = 'Somebody else saved this flow at this moment. Import it again.';
