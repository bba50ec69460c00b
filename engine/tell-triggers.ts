import type { EventInbox } from './bus/event.ts';
import type { FlowStore } from './flow/flow-store.ts';
import type { Triggers } from './triggers/triggers.ts';

/** The inbox, telling the triggers of each new event once it is on disk. */
export const tellingInbox = (events: EventInbox, triggers: () => Pick<Triggers, 'heard'>): EventInbox => ({
  ...events,
  async receive(event, atUs) {
    const kind = await events.receive(event, atUs);
    if (kind === 'new') triggers().heard(event.event_type);
    return kind;
  },
});

/** The flows, telling the triggers of each version that is published, whoever publishes it. */
export const tellingFlows = (flows: FlowStore, triggers: () => Pick<Triggers, 'refresh'>): FlowStore => ({
  ...flows,
  async publish(orgId, flowId, flow, by, message, atUs, pins) {
    const version = await flows.publish(orgId, flowId, flow, by, message, atUs, pins);
    await triggers().refresh(flowId);
    return version;
  },
});
