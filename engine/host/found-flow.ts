import type { FlowId } from '../base/ids.ts';
import type { FlowRef } from '../contract/versions.ts';
import type { Flow } from '../flow/flow.ts';
import type { Workspace } from '../workspace.ts';

/** The typed refusals of a call that names a flow's version. */
interface NotThere {
  NO_SUCH_FLOW(options: { data: { flowId: FlowId } }): Error;
  NO_SUCH_VERSION(options: { data: FlowRef }): Error;
}

/** The definition of a version, or the draft. Throws the call's own refusal when there is none. */
export async function foundFlow({ flows, orgId }: Workspace, ref: FlowRef, errors: NotThere): Promise<Flow> {
  if (ref.versionNo === null) {
    const draft = await flows.draft(orgId, ref.flowId);
    if (draft === null) throw errors.NO_SUCH_FLOW({ data: { flowId: ref.flowId } });
    return draft.flow;
  }
  const version = (await flows.versions(orgId, ref.flowId)).find(({ versionNo }) => versionNo === ref.versionNo);
  const definition = version === undefined ? null : await flows.definition(orgId, version.versionHash);
  if (definition === null) throw errors.NO_SUCH_VERSION({ data: ref });
  return definition;
}
