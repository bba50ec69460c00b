import { FlowId } from '../base/ids.ts';
import type { Draft } from '../flow/flow-store.ts';
import type { Workspace } from '../workspace.ts';
import { CommandEnd } from './exit.ts';

/** The draft of a flow that a person named by its id. */
export async function namedDraft({ flows, orgId, folder }: Workspace, name: string): Promise<Draft> {
  const flowId = FlowId.safeParse(name);
  const draft = flowId.success ? await flows.draft(orgId, flowId.data) : null;
  if (draft !== null) return draft;
  const known = (await flows.drafts(orgId)).map(each => each.flowId);
  throw new CommandEnd(
    2,
    `There is no flow ${name} in ${folder}. ${known.length === 0 ? 'It has none: atelier import FILE brings one in.' : `It has ${known.slice(0, 20).join(', ')}.`}`,
  );
}
