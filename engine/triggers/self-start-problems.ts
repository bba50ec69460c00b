import type { OrgId } from '../base/ids.ts';
import { checkTrigger } from '../flow/check-trigger.ts';
import type { FlowCatalog } from '../flow/flow-catalog.ts';
import type { FlowProblem } from '../flow/flow-problem.ts';
import type { Flow } from '../flow/flow.ts';
import type { PacketShelf } from '../packet/packet-shelf.ts';
import { packetOfSchedule } from './trigger-packet.ts';

/**
 * What would keep a flow, once it is published, from starting by itself as it says: evidence that nothing fills, a packet that is not there
 * or does not fit. A draft of it may well be tried by hand, so `checkFlow` only warns; publishing it is refused.
 */
export async function selfStartProblems(
  { orgId, packets }: { readonly orgId: OrgId; readonly packets: Pick<PacketShelf, 'read'> },
  flow: Flow,
  catalog: FlowCatalog,
): Promise<readonly FlowProblem[]> {
  const unfilled = checkTrigger(flow, catalog)
    .filter(({ code }) => code === 'unfilled-slice')
    .map(problem => ({ ...problem, severity: 'error' }) as const);
  const { trigger } = flow;
  if (trigger.on !== 'schedule' || trigger.packet === undefined) return unfilled;
  const packet = await packetOfSchedule(orgId, flow, trigger, 0, packets);
  if (packet.ok) return unfilled;
  return [...unfilled, { severity: 'error', code: 'trigger-packet', field: 'trigger.packet', message: `The trigger: ${packet.error}` }];
}
