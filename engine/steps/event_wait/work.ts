import { ok } from '../../base/result.ts';
import { firstMatch } from '../../bus/match-event.ts';
import { completed, failed, type StepWork } from '../step-work.ts';

/** So many of the events that came before the one that matched are told: the last ones. */
const MAX_TOLD = 20;

/** Takes the oldest matching event that nobody consumed, or parks the run until one arrives. */
export const eventWaitWork: StepWork<'event_wait'> = {
  prepare: step => Promise.resolve(ok({ eventType: step.config.eventType, match: step.config.match ?? null })),

  async work({ step, scope, needs }) {
    const { eventType, match, since, timeoutMs } = step.config;
    if (eventType === '')
      return failed({
        class: 'validation',
        code: 'no_event_type',
        message: 'No event type is named. Say which event this step waits for.',
      });
    const sinceUs = since === 'step' ? scope.visit.startedAtUs : (scope.run.startedAtUs ?? scope.run.createdAtUs);
    const inbox = await needs.events.unconsumed(scope.run.orgId, scope.run.runId, eventType, sinceUs);
    const found = await firstMatch(
      inbox.map(received => received.event),
      match ?? null,
      scope.evaluate,
    );
    if (found.event === null) {
      const deadlineAtUs = timeoutMs === undefined ? null : needs.clock.nowUs() + timeoutMs * 1000;
      return { kind: 'waits', subject: { kind: 'event', eventType, match: match ?? null, sinceUs }, deadlineAtUs, show: [] };
    }
    const { event } = found;
    return completed(
      { event: { ...event } },
      {
        own: { eventType, product: event.product },
        facts: facts => {
          for (const passed of found.unmatched.slice(-MAX_TOLD)) {
            const { event_id: eventId, product } = passed.event;
            facts.add('event.unmatched', { eventId, reason: passed.reason }, { eventType, product });
          }
          facts.add(
            'event.matched',
            { eventId: event.event_id, waitId: null, payload: facts.refer(event.payload) },
            { eventType, product: event.product },
          );
          facts.consume({ product: event.product, idempotencyKey: event.idempotency_key });
        },
      },
    );
  },
};
