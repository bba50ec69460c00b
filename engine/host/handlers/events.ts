import { neverHere } from '../../base/never-here.ts';
import { door } from '../door.ts';

export const eventsHandlers = door.events.router({
  received: door.events.received.handler(async ({ input, context: { workspace } }) =>
    (await workspace.events.list(workspace.orgId, input)).map(({ takenBy, ...received }) => ({ ...received, takenBy: [...takenBy] })),
  ),
  rejected: door.events.rejected.handler(async ({ context: { workspace } }) => [...(await workspace.events.rejections(workspace.orgId))]),
  awaited: door.events.awaited.handler(async ({ context: { workspace } }) =>
    (await workspace.runs.openWaits(workspace.orgId)).filter(({ wait }) => wait.subject.kind === 'event'),
  ),
  sent: door.events.sent.handler(async ({ input, context: { workspace } }) => [...(await workspace.outbox.list(workspace.orgId, input))]),
  redeliver: door.events.redeliver.handler(async ({ input: { eventId }, context: { workspace }, errors }) => {
    const asked = await workspace.runner.redeliver(eventId, workspace.me);
    if (asked.ok) return { eventId };
    switch (asked.error) {
      case 'no-such-event':
        throw errors.NO_SUCH_EVENT({ data: { eventId } });
      case 'not-dead':
        throw errors.NOT_DEAD({ data: { eventId } });
      default:
        return neverHere(asked.error);
    }
  }),
});
