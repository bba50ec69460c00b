import { FlowId, OrgId, type RunId } from '../../../engine/base/ids.ts';
import type { BusEvent } from '../../../engine/bus/event.ts';
import { Flow } from '../../../engine/flow/flow.ts';
import type { Workspace } from '../../../engine/workspace.ts';
import { packetOf } from '../../test-workspace.ts';

export type EventOrder = 'wait-first' | 'event-first' | 'sends';

const wait = { id: 'wait', kind: 'event_wait', config: { eventType: 'rfp.proposal.opened' } };
const ask = { id: 'ask', kind: 'human_task', config: { assignee: 'role:partner', description: 'Go on?' }, next: 'wait' };
const tell = { id: 'tell', kind: 'product_action', config: { product: 'bell', action: 'sound' } };
const flow = (start: string, steps: readonly unknown[]) => Flow.parse({ format: 'atelier-flow/1', name: 'Crash', start, steps });

/** Waits for an event at once; asks a person before it waits; sends one. */
const FLOWS: Readonly<Record<EventOrder, Flow>> = {
  'wait-first': flow('wait', [wait]),
  'event-first': flow('ask', [ask, wait]),
  sends: flow('tell', [tell]),
};

/** Starts the flow of this order; in a live run, since a draft tells nobody outside. */
export async function startEventFlow(workspace: Workspace, order: EventOrder): Promise<RunId> {
  const request = { flowId: FlowId.parse('crash'), flow: FLOWS[order], versionNo: null, packet: packetOf(workspace, FLOWS[order], {}) };
  const started = await workspace.runner.start({ ...request, mode: 'live', by: workspace.me, startKey: null });
  if (!started.ok) throw new Error(JSON.stringify(started.error));
  return started.value;
}

export const AN_EVENT: BusEvent = {
  v: 1,
  event_id: 'evt_1',
  product: 'rfp',
  event_type: 'rfp.proposal.opened',
  org_id: OrgId.parse('local'),
  idempotency_key: 'opened-1',
  occurred_at: '2027-03-01T09:00:00Z',
  payload: { proposal_id: 'prp_552' },
};

export const BELL_MANIFEST = {
  format: 'atelier-product/1',
  product: 'bell',
  title: 'Bell',
  actions: {
    sound: { title: 'Sound', effect: 'once', delivery: 'event', payload: {}, response: {}, examples: [{ response: {} }] },
  },
  events: {},
};
