import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { FlowId } from '../base/ids.ts';
import { ok, refused, type Result } from '../base/result.ts';
import { flowHash } from '../flow/flow-hash.ts';
import { readFlowText } from '../flow/read-flow-text.ts';
import { addFlow } from './open-flow.ts';
import type { HostContext } from './door.ts';

const MAX_FLOW_FILE_BYTES = 16 * 1024 * 1024;

/** Takes a flow file that a person opened into the workspace. One that is there already, unchanged, is not taken twice. Refused with a sentence. */
export async function importFlowFile({ workspace, changes }: HostContext, path: string): Promise<Result<FlowId, string>> {
  const name = basename(path);
  const size = await stat(path).then(
    file => (file.isFile() ? file.size : null),
    () => null,
  );
  if (size === null) return refused(`${name} cannot be read: check that the file is there and that you may read it.`);
  if (size > MAX_FLOW_FILE_BYTES) return refused(`${name} is larger than 16 MiB and so is no flow file.`);
  const { flow, problems } = readFlowText(await readFile(path, 'utf8'));
  if (flow === null) return refused(`${name} is not a flow: ${problems[0]?.message ?? 'it could not be understood.'}`);

  const hash = flowHash(flow);
  const same = (await workspace.flows.drafts(workspace.orgId)).find(draft => flowHash(draft.flow) === hash);
  if (same !== undefined) return ok(same.flowId);
  const draft = await addFlow(workspace, flow);
  changes.announce({ kind: 'flow', flowId: draft.flowId });
  return ok(draft.flowId);
}
