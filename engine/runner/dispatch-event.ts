import type { BusEvent } from '../bus/event.ts';
import type { StepPlace } from '../steps/step-work.ts';
import type { Boundary } from './boundary.ts';

/** Puts an event into the outbox in the transaction of the step that sends it: either both stand on disk, or neither. */
export function dispatchEvent(boundary: Boundary, place: StepPlace, event: BusEvent, action: string | null): void {
  const { event_id: eventId, product, event_type: eventType, payload } = event;
  boundary.add('event.dispatched', place, { eventId, payload: boundary.refer(payload) }, { product, action, eventType });
  boundary.post({ kind: 'dispatch', event, stepId: place.step.id, visit: place.visit, attempt: place.attempt });
}
