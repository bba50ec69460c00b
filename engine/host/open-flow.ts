import { slug, FlowId } from '../base/ids.ts';
import type { OpenFlow } from '../contract/flows.ts';
import type { Draft } from '../flow/flow-store.ts';
import type { Flow } from '../flow/flow.ts';
import type { Workspace } from '../workspace.ts';
import type { z } from 'zod';

/** A draft as a window opens it, with its published versions. */
export async function openFlow({ flows, orgId }: Workspace, draft: Draft): Promise<z.infer<typeof OpenFlow>> {
  const versions = await flows.versions(orgId, draft.flowId);
  const history = await flows.history(orgId, draft.flowId, draft.revision);
  return {
    flowId: draft.flowId,
    flow: draft.flow,
    revision: draft.revision,
    updatedAtUs: draft.updatedAtUs,
    history,
    versions: versions.map(version => ({ ...version })),
  };
}

/** Keeps a new flow under the first free id made from its name: `pricing`, `pricing-2` … */
export async function addFlow(
  { flows, orgId, clock }: Workspace,
  flow: Flow,
  origin?: Pick<Draft, 'forkedFrom'> & { readonly base?: Flow },
): Promise<Draft> {
  const base = slug(flow.name);
  for (let number = 1; ; number += 1) {
    const flowId = FlowId.parse(number === 1 ? base : `${base}-${number}`);
    const created = await flows.create(orgId, flowId, flow, clock.nowUs(), origin);
    if (created.ok) return created.value;
  }
}
