import type { EventInbox } from './bus/event.ts';
import type { Outbox } from './bus/outbox.ts';

/** What a bus keeps, telling whoever looks on when an event came or was refused, was taken by a run, or was tried to be delivered. */
export function tellingBus(
  bus: { readonly events: EventInbox; readonly outbox: Outbox },
  tell: () => void,
): { readonly events: EventInbox; readonly outbox: Outbox } {
  const { events, outbox } = bus;
  const told = async <Value>(done: Promise<Value>): Promise<Value> => {
    const value = await done;
    tell();
    return value;
  };
  return {
    events: {
      ...events,
      receive: (event, atUs) => told(events.receive(event, atUs)),
      settle: (event, atUs) => told(events.settle(event, atUs)),
      reject: (orgId, rejection, atUs) => told(events.reject(orgId, rejection, atUs)),
    },
    outbox: { ...outbox, noteAttempt: (orgId, eventId, attempt) => told(outbox.noteAttempt(orgId, eventId, attempt)) },
  };
}
